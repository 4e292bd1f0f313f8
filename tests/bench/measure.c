/* SPDX-License-Identifier: MIT */
/*
 * measure ROUNDS COMMAND [ARGUMENT...]: runs a command, its output thrown away, and prints what it cost: seconds of the
 * clock (of the best round, as another program on the machine can only make it worse), peak memory in kilobytes (of the
 * worst), exit status.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
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
	double seconds;
	long kilobytes;
	int status;
};

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
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
		.kilobytes = usage.ru_maxrss / RSS_UNIT,
		.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
	};
}

int main(int argc, char **argv)
{
	int rounds = argc > 2 ? atoi(argv[1]) : 0;
	struct cost best = {0};

	if (rounds < 1) {
		fputs("measure ROUNDS COMMAND [ARGUMENT...]\n", stderr);
		return 2;
	}
	for (int i = 0; i < rounds; i++) {
		struct cost cost = run(argv + 2);

		if (i == 0 || cost.seconds < best.seconds)
			best.seconds = cost.seconds;
		if (cost.kilobytes > best.kilobytes)
			best.kilobytes = cost.kilobytes;
		if (cost.status > best.status)
			best.status = cost.status;
	}
	printf("%.3f %ld %d\n", best.seconds, best.kilobytes, best.status);
	return 0;
}
