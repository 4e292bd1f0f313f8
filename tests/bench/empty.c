/* SPDX-License-Identifier: MIT */
/*
 * An empty program of curses, linked with all that jianbao is linked with: what its start is measured against. Shows
 * one word, waits for a key.
 */
#include <locale.h>
#include <ncurses.h>

int main(void)
{
	setlocale(LC_ALL, "");
	initscr();
	raw();
	noecho();
	addstr("ready");
	refresh();
	getch();
	endwin();
	return 0;
}
