/* SPDX-License-Identifier: MIT */
/*
 * floor page|line: the least that a program on a terminal can do, which others are measured against. It shows a page of
 * Chinese text of its own and, for each key, writes the whole page anew or two lines of it, in one write; q ends it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#define FIRST_IDEOGRAPH 0x4E00u
#define IDEOGRAPHS 20000u
#define CELLS_LEAST 10u /* the number in front of a row, and a margin */

struct output {
	char *bytes;
	size_t len, size;
};

static void put(struct output *output, const char *bytes, size_t len)
{
	if (output->size - output->len < len) {
		output->size = 2 * (output->size + len);
		output->bytes = realloc(output->bytes, output->size);
		if (!output->bytes)
			abort();
	}
	memcpy(output->bytes + output->len, bytes, len);
	output->len += len;
}

static void put_row(struct output *output, unsigned row, unsigned columns, unsigned page)
{
	char head[64];
	int len = snprintf(head, sizeof(head), "\033[%u;1H%06u ", row, page + row);
	put(output, head, (size_t)len);
	for (unsigned i = 0; i < (columns - CELLS_LEAST) / 2; i++) {
		unsigned code = FIRST_IDEOGRAPH + (page * 131 + row * 7919 + i * 31) % IDEOGRAPHS;
		char bytes[3] = {(char)(0xE0 | code >> 12), (char)(0x80 | (code >> 6 & 63)),
		                 (char)(0x80 | (code & 63))};
		put(output, bytes, sizeof(bytes));
	}
}

static void flush(struct output *output)
{
	if (write(STDOUT_FILENO, output->bytes, output->len) < 0)
		exit(1);
	output->len = 0;
}

int main(int argc, char **argv)
{
	int whole = argc < 2 || strcmp(argv[1], "line") != 0;
	struct output output = {0};
	struct termios before, raw;
	struct winsize size = {.ws_row = 24, .ws_col = 80};
	char key = 0;
	tcgetattr(STDIN_FILENO, &before);
	raw = before;
	cfmakeraw(&raw);
	tcsetattr(STDIN_FILENO, TCSANOW, &raw);
	ioctl(STDIN_FILENO, TIOCGWINSZ, &size);
	unsigned columns = size.ws_col < CELLS_LEAST ? CELLS_LEAST : size.ws_col;
	put(&output, "\033[?1049h\033[?25l", 14);
	for (unsigned page = 0; key != 'q'; page++) {
		unsigned from = whole || page == 0 ? 1 : 10, to = whole || page == 0 ? size.ws_row : 11;
		for (unsigned row = from; row <= to; row++)
			put_row(&output, row, columns, page);
		flush(&output);
		if (read(STDIN_FILENO, &key, 1) <= 0)
			break;
	}
	put(&output, "\033[?25h\033[?1049l", 14);
	flush(&output);
	tcsetattr(STDIN_FILENO, TCSANOW, &before);
	free(output.bytes);
	return 0;
}
