/* The small rule set (bench/small) written by hand for nothing else: the peer that the general engine is measured against.

   One month at a time, people in cells of 1,024: first everybody's word of luck and whose word fell into a slot, then the
   months of those who have something to do. The engine's draws, days and order, so every number it ends with is the engine's.
   Acts, thresholds and terms of the rules are constants here; rates, hashes and people come from Python (bench/by_hand.py). */
#include <omp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef uint8_t u8; typedef uint16_t u16; typedef uint32_t u32; typedef uint64_t u64;
typedef int16_t i16; typedef int32_t i32; typedef int64_t i64;

enum { KINDS = 10, PLACES = 256, CELL = 1024, CELLS_A_TASK = 16, MEMBERS = 16 };
enum { MONTH_DRAW = 1, SLOT_DRAW = 2, CONDUCT_DRAW = 3 };
enum { START = 1000, LISTED_BELOW = 600, LEAVES_AT = 700, LIFE = 24, TERM = 24, NEVER = 65535 };
enum { ROOM = 48 };                                   /* records one person may have at once; told if it were too few */
enum { BAD, GOOD, ENTERED, ENDED, LISTED, UNLISTED, BETTER, WORSE, FLOWS };
enum { GRADES = 7 };

typedef struct {
    i64 people;
    u32 key[2], hash[KINDS];
    i32 points[KINDS];
    i64 near_factor[KINDS], listed_factor[KINDS];     /* of 65536 */
    const u32 *rate, *bound;                          /* kinds x classes, of 2^32 */
    const i32 *month_start;                           /* from January 1900 */
    i64 classes, first_month;
    const u8 *cls; const u16 *place;
    /* the people's state */
    i16 *sum; u8 *grade, *head, *count, *spent; u16 *until, *due, *queue;
    i64 adults[PLACES], near[PLACES];
    i64 overflowed;
} World;

typedef struct { i64 grades[GRADES], sum, listed, restricted[PLACES], flows[FLOWS]; } Tables;

static inline u32 philox(u32 a, u32 b, u32 c, u32 d, u32 k0, u32 k1) {
    for (int r = 0; r < 7; r++) {
        u64 p = (u64)a * 0xD2511F53u, q = (u64)c * 0xCD9E8D57u;
        a = (u32)(q >> 32) ^ b ^ k0; c = (u32)(p >> 32) ^ d ^ k1;
        b = (u32)q; d = (u32)p;
        k0 += 0x9E3779B9u; k1 += 0xBB67AE85u;
    }
    return a;
}

static inline i32 grade_of(i32 score) {
    return 1 + (score < 1050) + (score < 1030) + (score < 960) + (score < 850) + (score < 600);
}

/* A record as it lies in the queue: month of entry (6 bits) | day of the month (5) | kind (4). */
static inline i32 months_on(const World *w, i32 month, i32 day, i32 months) {
    const i32 *s = w->month_start + month + months;
    i32 x = s[0] + day, last = s[1] - 1;
    return (x < last ? x : last) + 1;
}

static inline i32 record_end(const World *w, u16 record, i32 month) {
    i32 back = (month - (record >> 9)) & 63;
    return months_on(w, month - back, (record >> 4) & 31, LIFE);
}

static inline void grade_anew(World *w, Tables *t, i64 i) {
    i32 now = grade_of(START + w->sum[i]), old = w->grade[i];
    if (now != old) {
        t->grades[old]--; t->grades[now]++;
        if (old) t->flows[now < old ? BETTER : WORSE]++;
        w->grade[i] = now;
    }
}

static inline void put_on_list(World *w, Tables *t, i64 i, i32 until) {
    w->until[i] = until;
    t->listed++; t->restricted[w->place[i]]++; t->flows[LISTED]++;
}

static inline void take_off_list(World *w, Tables *t, i64 i) {
    w->until[i] = 0;
    t->listed--; t->restricted[w->place[i]]--; t->flows[UNLISTED]++;
}

typedef struct { i32 day, kind; u32 x; } Candidate;

static inline int candidates(const World *w, i64 i, i32 month, u32 hits, u32 u, const u32 *start, Candidate *c) {
    const i32 *first = w->month_start + month;
    u64 who = (u64)i * MEMBERS;
    int n = 0;
    for (; hits; hits &= hits - 1) {
        int k = __builtin_ctz(hits);
        u32 word = philox((u32)who, (u32)(who >> 32) | CONDUCT_DRAW << 12, month, w->hash[k], w->key[0], w->key[1]);
        i32 day = first[0] + (i32)((u64)word * (u32)(first[1] - first[0]) >> 32);
        int j = n++;
        for (; j > 0 && c[j - 1].day > day; j--) c[j] = c[j - 1];
        c[j] = (Candidate){day, k, u - start[k]};
    }
    return n;
}

static inline int is_done(const World *w, i64 i, const Candidate *c, int on_list) {
    i64 cell = c->kind * w->classes + w->cls[i];
    i64 p = w->rate[cell], most = w->bound[cell];
    p = p * (65536 + ((w->near_factor[c->kind] - 65536) * w->near[w->place[i]] >> 16)) >> 16;
    if (on_list) p = p * w->listed_factor[c->kind] >> 16;
    return c->x < (p < most ? p : most);
}

static void live_person(World *w, Tables *t, i64 i, i32 month, u32 hits, u32 u, const u32 *start) {
    Candidate c[KINDS];
    int n = candidates(w, i, month, hits, u, start, c), next = 0;
    i32 from = w->month_start[month], end = w->month_start[month + 1];
    u16 *queue = w->queue + i * ROOM;
    int head = w->head[i], count = w->count[i];
    i32 ends = count ? record_end(w, queue[head], month) : NEVER;
    for (;;) {
        i32 until = w->until[i] ? w->until[i] : NEVER, due = ends < until ? ends : until;
        i32 day = next < n && c[next].day < due ? c[next].day : due;
        if (!w->grade[i]) day = from;                                  /* the first day of all */
        if (day >= end) { w->due[i] = due; break; }
        int dirty = !w->grade[i], was_listed = w->until[i] != 0, left = 0;
        while (ends == day) {
            i32 points = w->points[queue[head] & 15];
            w->sum[i] -= points; t->sum -= points; t->flows[ENDED]++; dirty = 1;
            head = head + 1 == ROOM ? 0 : head + 1; count--;
            ends = count ? record_end(w, queue[head], month) : NEVER;
        }
        if (until == day) { take_off_list(w, t, i); dirty = left = w->spent[i] = 1; }
        for (; next < n && c[next].day == day; next++) {
            if (!is_done(w, i, c + next, was_listed)) continue;
            i32 points = w->points[c[next].kind];
            t->flows[points < 0 ? BAD : GOOD]++; t->flows[ENTERED]++;
            if (count == ROOM) { w->overflowed = 1; continue; }
            int tail = head + count; if (tail >= ROOM) tail -= ROOM;
            queue[tail] = (u16)((month & 63) << 9 | (day - from) << 4 | c[next].kind);
            if (!count++) ends = record_end(w, queue[head], month);
            w->sum[i] += points; t->sum += points; dirty = 1;
            if (!left) w->spent[i] = 0;                                /* something new: the ground may list anew */
        }
        if (!dirty) continue;
        grade_anew(w, t, i);
        i32 score = START + w->sum[i];
        if (score >= LISTED_BELOW) w->spent[i] = 0;
        if (!w->until[i]) { if (!w->spent[i] && score < LISTED_BELOW) put_on_list(w, t, i, months_on(w, month, day - from, TERM)); }
        else if (score >= LEAVES_AT) take_off_list(w, t, i);
    }
    w->head[i] = head; w->count[i] = count;
}

static void live_cell(World *w, Tables *t, i64 cell, i32 month) {
    i64 first = cell * CELL;
    int units = w->people - first < CELL ? (int)(w->people - first) : CELL;
    u32 start[KINDS], u[CELL]; u16 hits[CELL];
    const u8 *cls = w->cls + first;
    for (int k = 0; k < KINDS; k++) start[k] = philox((u32)cell, SLOT_DRAW, month, w->hash[k], w->key[0], w->key[1]);
    u32 k0 = w->key[0], k1 = w->key[1], base = (u32)first * 4, high = MONTH_DRAW << 12;
    for (u32 q = 0; q < CELL; q++) u[q] = philox(base + 4 * q, high, month, 0, k0, k1);
    memset(hits, 0, sizeof hits);
    for (int k = 0; k < KINDS; k++) {
        const u32 *bound = w->bound + k * w->classes; u32 s = start[k];
        for (int q = 0; q < units; q++) hits[q] |= (u16)((u[q] - s < bound[cls[q]]) << k);
    }
    i32 end = w->month_start[month + 1];
    for (int q = 0; q < units; q++)
        if (hits[q] || w->due[first + q] < end) live_person(w, t, first + q, month, hits[q], u[q], start);
}

/* Live so many months; gives each month's tables, and the restricted by place. */
void live(World *w, i64 months, int threads, Tables *out) {
    i64 cells = (w->people + CELL - 1) / CELL, tasks = (cells + CELLS_A_TASK - 1) / CELLS_A_TASK;
    Tables now = {0}, *own = aligned_alloc(64, threads * ((sizeof(Tables) + 63) / 64 * 64));
    now.grades[0] = w->people;
    for (i64 m = 0; m < months; m++) {
        memset(own, 0, threads * sizeof(Tables));
        #pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
        for (i64 task = 0; task < tasks; task++) {
            int me = omp_get_thread_num();
            for (i64 cell = task * CELLS_A_TASK; cell < (task + 1) * CELLS_A_TASK && cell < cells; cell++)
                live_cell(w, own + me, cell, (i32)(w->first_month + m));
        }
        memset(now.flows, 0, sizeof now.flows);
        for (int h = 0; h < threads; h++)
            for (u64 x = 0; x < sizeof(Tables) / 8; x++) ((i64 *)&now)[x] += ((i64 *)(own + h))[x];
        for (int p = 0; p < PLACES; p++) w->near[p] = now.restricted[p] * 65536 / (w->adults[p] ? w->adults[p] : 1);
        out[m] = now;
    }
    free(own);
}
