/* SPDX-License-Identifier: MIT */
/*
 * The handler can only know what stands in memory that never moves: a fixed list of ranges, each a mapping or pages
 * that a mapping covers. It is the one thing here that is global, and it is so because signals are. Ranges are taken
 * and given back by the thread that owns the archive; the handler may run on any thread, so they are atomic. Where the
 * list is full, a file is not mapped: its archive is loaded as if there were no snapshot.
 */
#include "archive/mapping.h"

#include <errno.h>
#include <glib.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#define RANGES 4096

struct mapping {
	char *at;
	size_t size;
	GArray *ranges;  /* of size_t: indices into the list */
	int is_broken;   /* atomic */
};

struct range {
	uintptr_t from, to; /* `from` 0: free. Atomic; `from` is set last and cleared first */
	struct mapping *mapping;
};

static struct range ranges[RANGES];
static size_t ranges_used; /* those below may be taken. Atomic */
static struct sigaction passed_on;

size_t page_size(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}

uint64_t page_round(uint64_t bytes)
{
	uint64_t page = page_size();
	return (bytes + page - 1) / page * page;
}

void *pages_new(size_t bytes)
{
	size_t size = page_round(MAX(bytes, 1));
	void *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (at == MAP_FAILED)
		g_error("%s", g_strerror(errno));
	return at;
}

void pages_free(void *at, size_t bytes)
{
	if (at)
		munmap(at, page_round(MAX(bytes, 1)));
}

/* Lost pages ------------------------------------------------------------------------------------------------------- */

static struct mapping *mapping_at(uintptr_t address)
{
	size_t used = __atomic_load_n(&ranges_used, __ATOMIC_ACQUIRE);
	for (size_t i = 0; i < used; i++) {
		uintptr_t from = __atomic_load_n(&ranges[i].from, __ATOMIC_ACQUIRE);
		if (from != 0 && from <= address && address < __atomic_load_n(&ranges[i].to, __ATOMIC_RELAXED))
			return ranges[i].mapping;
	}
	return NULL;
}

static void pass_on(int number, siginfo_t *info, void *context)
{
	if (passed_on.sa_flags & SA_SIGINFO && passed_on.sa_sigaction) {
		passed_on.sa_sigaction(number, info, context);
		return;
	}
	if (!(passed_on.sa_flags & SA_SIGINFO) && passed_on.sa_handler != SIG_DFL && passed_on.sa_handler != SIG_IGN) {
		passed_on.sa_handler(number);
		return;
	}
	signal(number, SIG_DFL);
	raise(number);
}

/* mmap() is no more than a system call here: safe in a handler. */
static void on_bus_error(int number, siginfo_t *info, void *context)
{
	uintptr_t page = page_size(), address = (uintptr_t)info->si_addr & ~(page - 1);
	struct mapping *mapping = mapping_at(address);
	int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, failure = errno;
	if (!mapping || mmap((void *)address, page, PROT_READ, flags, -1, 0) == MAP_FAILED) {
		pass_on(number, info, context);
		return;
	}
	__atomic_store_n(&mapping->is_broken, 1, __ATOMIC_RELEASE);
	errno = failure;
}

void mapping_guard(void)
{
	struct sigaction action = {.sa_sigaction = on_bus_error, .sa_flags = SA_SIGINFO | SA_NODEFER}, present;
	if (sigaction(SIGBUS, NULL, &present) != 0 ||
	    (present.sa_flags & SA_SIGINFO && present.sa_sigaction == on_bus_error))
		return;
	passed_on = present;
	sigaction(SIGBUS, &action, NULL);
}

/* The list of ranges ----------------------------------------------------------------------------------------------- */

static bool range_take(struct mapping *mapping, const void *at, size_t bytes)
{
	size_t used = __atomic_load_n(&ranges_used, __ATOMIC_RELAXED), i = 0;
	while (i < used && ranges[i].from != 0)
		i++;
	if (i == RANGES)
		return false;
	ranges[i].mapping = mapping;
	__atomic_store_n(&ranges[i].to, (uintptr_t)at + bytes, __ATOMIC_RELAXED);
	__atomic_store_n(&ranges[i].from, (uintptr_t)at, __ATOMIC_RELEASE);
	if (i == used)
		__atomic_store_n(&ranges_used, used + 1, __ATOMIC_RELEASE);
	g_array_append_val(mapping->ranges, i);
	return true;
}

static void ranges_give_back(const struct mapping *mapping)
{
	for (guint i = 0; i < mapping->ranges->len; i++)
		__atomic_store_n(&ranges[g_array_index(mapping->ranges, size_t, i)].from, 0, __ATOMIC_RELEASE);
}

/* Mappings --------------------------------------------------------------------------------------------------------- */

struct mapping *mapping_new(int file, size_t size)
{
	struct mapping *mapping;
	void *at = size > 0 ? mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0) : MAP_FAILED;
	if (at == MAP_FAILED)
		return NULL;
	mapping_guard();
	mapping = g_new0(struct mapping, 1);
	mapping->at = at;
	mapping->size = size;
	mapping->ranges = g_array_new(FALSE, FALSE, sizeof(size_t));
	if (range_take(mapping, at, size))
		return mapping;
	mapping_free(mapping);
	return NULL;
}

void mapping_free(struct mapping *mapping)
{
	if (!mapping)
		return;
	ranges_give_back(mapping);
	munmap(mapping->at, mapping->size);
	g_array_free(mapping->ranges, TRUE);
	g_free(mapping);
}

const char *mapping_bytes(const struct mapping *mapping)
{
	return mapping->at;
}

size_t mapping_size(const struct mapping *mapping)
{
	return mapping->size;
}

bool mapping_cover(struct mapping *mapping, int file, uint64_t offset, void *at, size_t bytes)
{
	if (!range_take(mapping, at, bytes))
		return false;
	return mmap(at, bytes, PROT_READ, MAP_PRIVATE | MAP_FIXED, file, (off_t)offset) != MAP_FAILED;
}

void mapping_want(const struct mapping *mapping, const void *at, size_t len)
{
	uintptr_t first = (uintptr_t)mapping->at, from = (uintptr_t)at, into = from % page_size();
	if (from >= first && from - first <= mapping->size && len <= mapping->size - (from - first))
		posix_madvise((char *)mapping->at + (from - first) - into, into + len, POSIX_MADV_WILLNEED);
}

bool mapping_is_broken(const struct mapping *mapping)
{
	return mapping && __atomic_load_n(&mapping->is_broken, __ATOMIC_ACQUIRE) != 0;
}

void mapping_break(struct mapping *mapping)
{
	__atomic_store_n(&mapping->is_broken, 1, __ATOMIC_RELEASE);
}
