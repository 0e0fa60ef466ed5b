#!/usr/bin/env python3
"""A simulated schedule of a large Monte Carlo study on a cluster.

Tasks of equal work start as slots get free, in order, no faster than the
scheduler starts them and never more at once than the user may have. A task
pays for its start, runs at the speed of its core, may hang behind (stragglers)
and may be killed (failures come at a rate per hour of a core); what is killed
loses at most a block, waits, and goes on from its file. A resubmission takes
the place of a person who runs `latent cluster resume` at intervals. The merge
reads all files in one process. The same numbers give the same schedule.

  Benchmarks/cluster/schedule.py [--fits 1e9] [--rate 11000] [--bytes 940] ...
"""
import argparse
import heapq
import random

parser = argparse.ArgumentParser(description="A simulated schedule.")
for name, usual, meaning in [
    ("fits", 1e9, "replicates of all conditions"),
    ("rate", 11000, "fits a second of a core"),
    ("bytes", 940, "bytes a replicate"),
    ("shards", 10000, "shards"),
    ("cores", 1000, "cores that the user may have at once"),
    ("starts", 20, "tasks that the scheduler starts a second"),
    ("start", 0.5, "seconds from a task's start to its first fit"),
    ("spread", 0.1, "standard deviation of the logarithm of cores' speeds"),
    ("stragglers", 0.01, "share of tasks that are three times as slow"),
    ("failures", 0.001, "failures an hour of a core"),
    ("block", 1024, "fits that a killed task loses at most"),
    ("resume", 3600, "seconds between resubmissions of what failed"),
    ("merge-rate", 60000, "fits a second that the merge reads"),
    ("seed", 1, "seed of the schedule"),
]:
    parser.add_argument(f"--{name}", type=float, default=usual, help=meaning)
given = parser.parse_args()

draw = random.Random(int(given.seed))
shards = int(given.shards)
work = given.fits / shards
waiting = [(0.0, shard, work) for shard in range(shards)]
heapq.heapify(waiting)
slots = [0.0] * int(given.cores)
heapq.heapify(slots)
next_start = 0.0
ends = []
busy = failed = lost = 0.0
while waiting:
    ready, shard, left = heapq.heappop(waiting)
    begin = max(ready, heapq.heappop(slots), next_start)
    next_start = begin + 1 / given.starts
    speed = given.rate * draw.lognormvariate(0, given.spread)
    if draw.random() < given.stragglers:
        speed /= 3
    needed = given.start + left / speed
    limit = (
        draw.expovariate(given.failures / 3600) if given.failures > 0
        else float("inf")
    )
    if limit < needed:
        done = max(0.0, (limit - given.start) * speed - given.block / 2)
        lost += min(given.block / 2, max(0.0, (limit - given.start) * speed))
        failed += 1
        end = begin + limit
        busy += limit
        # The next round of resubmissions.
        again = (end // given.resume + 1) * given.resume
        heapq.heappush(waiting, (again, shard, left - done))
    else:
        end = begin + needed
        busy += needed
        ends.append(end)
    heapq.heappush(slots, end)

ends.sort()
makespan = ends[-1]
merge = given.fits / given.merge_rate


def hours(seconds):
    return f"{seconds / 3600:.2f} h"


ideal = given.fits / given.rate
for label, value in [
    ("work of one core", hours(ideal)),
    ("a shard", f"{work:.0f} fits, {work / given.rate:.0f} s"),
    ("tasks that failed", f"{failed:.0f}, {lost:.0f} fits drawn again"),
    ("half of the shards done", hours(ends[len(ends) // 2])),
    ("99 % of the shards done", hours(ends[int(0.99 * len(ends))])),
    ("all shards done", hours(makespan)),
    ("use of the cores", f"{ideal / (makespan * given.cores):.0%}"),
    ("files", f"{given.fits * given.bytes / 1e9:.0f} GB"),
    (
        "written on average",
        f"{given.fits * given.bytes / makespan / 1e6:.0f} MB/s",
    ),
    ("merge", f"{hours(merge)}, {56 * given.fits / 1e9:.1f} GB of memory"),
    ("in all", hours(makespan + merge)),
]:
    print(f"{label:26}{value}")
