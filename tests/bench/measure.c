/* SPDX-License-Identifier: MIT */
/*
 * measure [-c] ROUNDS COMMAND [ARGUMENT...]: runs a command, its output thrown away, and prints what it cost: seconds
 * of the clock (of the best round, as another program on the machine can only make it worse), peak memory in kilobytes
 * (of the worst), exit status; with -c also seconds of the processor (of the best round).
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifdef __APPLE__
#define RSS_UNIT 1024 /* bytes there, kilobytes elsewhere */
#else
#define RSS_UNIT 1
#endif

struct cost {
	double seconds, processor;
	long kilobytes;
	int status;
};

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double seconds_of(const struct timeval *time)
{
	return (double)time->tv_sec + (double)time->tv_usec / 1e6;
}

static void become(char **command)
{
	int nothing = open("/dev/null", O_RDWR);
	dup2(nothing, STDIN_FILENO);
	dup2(nothing, STDOUT_FILENO);
	dup2(nothing, STDERR_FILENO);
	execvp(command[0], command);
	_exit(127);
}

static struct cost run(char **command)
{
	double began = now();
	struct rusage usage;
	int status = -1;
	pid_t child = fork();
	if (child == 0)
		become(command);
	if (child < 0 || wait4(child, &status, 0, &usage) < 0) {
		perror("measure");
		exit(2);
	}
	return (struct cost){
		.seconds = now() - began,
		.processor = seconds_of(&usage.ru_utime) + seconds_of(&usage.ru_stime),
		.kilobytes = usage.ru_maxrss / RSS_UNIT,
		.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
	};
}

static struct cost best_of(int rounds, char **command)
{
	struct cost best = run(command);
	for (int i = 1; i < rounds; i++) {
		struct cost cost = run(command);
		if (cost.seconds < best.seconds)
			best.seconds = cost.seconds;
		if (cost.processor < best.processor)
			best.processor = cost.processor;
		if (cost.kilobytes > best.kilobytes)
			best.kilobytes = cost.kilobytes;
		if (cost.status > best.status)
			best.status = cost.status;
	}
	return best;
}

int main(int argc, char **argv)
{
	int processor = argc > 1 && strcmp(argv[1], "-c") == 0;
	int rounds = argc > 2 + processor ? atoi(argv[1 + processor]) : 0;
	struct cost best;
	if (rounds < 1) {
		fputs("measure [-c] ROUNDS COMMAND [ARGUMENT...]\n", stderr);
		return 2;
	}
	best = best_of(rounds, argv + 2 + processor);
	printf("%.3f %ld %d", best.seconds, best.kilobytes, best.status);
	if (processor)
		printf(" %.3f", best.processor);
	putchar('\n');
	return 0;
}
