/* SPDX-License-Identifier: MIT */
#ifndef CLI_H
#define CLI_H

#include "config/settings.h"

/* What the command line asks for. */
struct cli {
	struct settings settings;
	struct problems *problems; /* of the config file */
	char **archives;   /* NULL-terminated; what to open; never empty for the reader */
	int status;        /* the exit status, where `done` */
	bool done;         /* a command was carried out (or refused): nothing is left to do but to exit with `status` */
};

/* Reads the arguments, carries out every command that needs no terminal, and tells what is left: the reader. */
void cli_run(struct cli *cli, int argc, char **argv);
void cli_clear(struct cli *cli);

#endif
