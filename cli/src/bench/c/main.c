/*
 * jsec-bench SUBJECTS RUNS GAP_MS CLIENTS LABEL
 *
 * Times every subject of the file SUBJECTS, interleaved: each round runs every subject once, in
 * another order, GAP_MS apart (0: back to back). With CLIENTS > 1 a round is one subject run by all
 * clients at the same time. A line of SUBJECTS:
 * NAME<TAB>spawn|judge|server|resident|api<TAB>ARGUMENT…; %c is the client's number, %n a number
 * never repeated.
 */
#define _GNU_SOURCE
#include "bench.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define WARM_UP_RUNS 3

static struct subject subjects[SUBJECTS_MAX];
static int runs, gap_ms, clients;

static void pause_ms(int ms)
{
    struct timespec pause = {ms / 1000, (long)(ms % 1000) * 1000000L};
    if (ms > 0)
        nanosleep(&pause, NULL);
}

static void add_sample(struct subject *subject, double ms, double cpu_ms)
{
    if (ms < 0) {
        __atomic_fetch_add(&subject->failed, 1, __ATOMIC_RELAXED);
        return;
    }
    size_t at = __atomic_fetch_add(&subject->count, 1, __ATOMIC_RELAXED);
    if (at < SAMPLES_MAX) {
        subject->samples[at] = ms;
        subject->cpu[at] = cpu_ms;
    }
}

/* Another order each round, so that nobody always comes after the same one. */
static void shuffle(int *order, int count)
{
    static uint32_t state = 20251124;
    for (int i = count - 1; i > 0; i--) {
        state = state * 1664525u + 1013904223u;
        int j = (int)((state >> 8) % (uint32_t)(i + 1));
        int kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }
}

static void run_one_client(int count)
{
    struct session sessions[SUBJECTS_MAX];
    int order[SUBJECTS_MAX];
    for (int s = 0; s < count; s++)
        order[s] = s;
    for (int s = 0; s < count; s++) {
        session_open(&sessions[s], &subjects[s], 0);
        for (int i = 0; i < WARM_UP_RUNS && !api_leaves_something(&subjects[s]); i++)
            session_run(&sessions[s]);
    }
    for (int round = 0; round < runs; round++) {
        shuffle(order, count);
        for (int i = 0; i < count; i++) {
            int s = order[i];
            pause_ms(gap_ms);
            double ms = session_run(&sessions[s]);
            add_sample(&subjects[s], ms, sessions[s].cpu_ms);
        }
    }
    for (int s = 0; s < count; s++)
        session_close(&sessions[s]);
}

struct client {
    struct session sessions[SUBJECTS_MAX];
    pthread_t thread;
    int number, subject, batch;
};

static void *client_batch(void *argument)
{
    struct client *client = argument;
    struct session *session = &client->sessions[client->subject];
    for (int i = 0; i < client->batch; i++) {
        double ms = session_run(session);
        add_sample(&subjects[client->subject], ms, session->cpu_ms);
    }
    return NULL;
}

static void run_many_clients(int count)
{
    static struct client all[CLIENTS_MAX];
    for (int c = 0; c < clients; c++)
        for (int s = 0; s < count; s++)
            session_open(&all[c].sessions[s], &subjects[s], c);
    const int batch = 4;
    for (int round = 0; round * batch * clients < runs; round++) {
        for (int i = 0; i < count; i++) {
            for (int c = 0; c < clients; c++) {
                all[c].number = c;
                all[c].subject = (round + i) % count;
                all[c].batch = batch;
                pthread_create(&all[c].thread, NULL, client_batch, &all[c]);
            }
            for (int c = 0; c < clients; c++)
                pthread_join(all[c].thread, NULL);
        }
    }
    for (int c = 0; c < clients; c++)
        for (int s = 0; s < count; s++)
            session_close(&all[c].sessions[s]);
}

int main(int argc, char **argv)
{
    if (argc != 6) {
        fprintf(stderr, "usage: jsec-bench SUBJECTS RUNS GAP_MS CLIENTS LABEL\n");
        return 3;
    }
    runs = atoi(argv[2]);
    gap_ms = atoi(argv[3]);
    clients = atoi(argv[4]);
    if (runs < 1 || runs > 10000 || gap_ms < 0 || clients < 1 || clients > CLIENTS_MAX) {
        fprintf(stderr, "jsec-bench: 1..10000 runs, gap >= 0 ms, 1..%d clients\n", CLIENTS_MAX);
        return 3;
    }
    int count = subjects_read(argv[1], subjects);
    if (clients == 1)
        run_one_client(count);
    else
        run_many_clients(count);
    report(subjects, count, argv[5]);
    return 0;
}
