/* SPDX-License-Identifier: MIT */
/* The interface of libbrotlidec, which has been the same since 1.0, is told here: its headers are not needed. */
#include "base/brotli.h"

#include <stdint.h>

#include "base/module.h"
#include "config.h"

static const char *const names[] = {"libbrotlidec.so.1", "libbrotlidec.so", "libbrotlidec.dylib"};

struct brotli {
	void *(*create)(void *allocate, void *free, void *data);
	int (*decompress)(void *state, size_t *in_len, const uint8_t **in, size_t *out_len, uint8_t **out,
	                  size_t *total);
	void (*destroy)(void *state);
};

enum result { RESULT_DAMAGED, RESULT_DONE, RESULT_ENDS_EARLY, RESULT_MORE };

static const struct module_symbol symbols[] = {
	{"BrotliDecoderCreateInstance", offsetof(struct brotli, create)},
	{"BrotliDecoderDecompressStream", offsetof(struct brotli, decompress)},
	{"BrotliDecoderDestroyInstance", offsetof(struct brotli, destroy)},
};

/* NULL where it is missing. */
static const struct brotli *library(void)
{
	static struct brotli found;
	static gsize state; /* 0: not looked for yet; 1: missing; 2: there */
	if (g_once_init_enter(&state)) {
		bool there = HAVE_BROTLI &&
			     module_load(names, G_N_ELEMENTS(names), symbols, G_N_ELEMENTS(symbols), &found);
		g_once_init_leave(&state, there ? 2 : 1);
	}
	return state == 2 ? &found : NULL;
}

bool brotli_is_there(void)
{
	return library() != NULL;
}

bool brotli_span(struct span packed, size_t most, GString *out)
{
	const struct brotli *brotli = library();
	const uint8_t *in = (const uint8_t *)packed.at;
	size_t in_len = packed.len, total = 0;
	enum result result = RESULT_MORE;
	void *state = brotli ? brotli->create(NULL, NULL, NULL) : NULL;
	while (state && result == RESULT_MORE && total <= most) {
		uint8_t piece[16384], *to = piece;
		size_t room = sizeof(piece);
		result = (enum result)brotli->decompress(state, &in_len, &in, &room, &to, &total);
		g_string_append_len(out, (const char *)piece, (gssize)(sizeof(piece) - room));
	}
	if (state)
		brotli->destroy(state);
	return result == RESULT_DONE && total <= most;
}
