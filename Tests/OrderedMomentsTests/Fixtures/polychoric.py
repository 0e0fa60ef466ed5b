"""Polychoric correlations of tables by two-step maximum likelihood in 30 digits.

Run: python3 polychoric.py > polychoric.json

Thresholds are quantiles of the margins' proportions; the bivariate normal
probability is the integral of Plackett (1954), and the correlation the root of
the score by the secant method. Nothing of it is the algorithm under test.
"""
import json

import mpmath as mp
from mpmath import mpf

mp.mp.dps = 30

TABLES = {
    "two by two": [[40, 10], [15, 35]],
    "skewed": [[180, 12], [3, 5]],
    "three by four": [[20, 15, 6, 2], [10, 30, 25, 9], [1, 8, 22, 30]],
    "five by five": [[30, 12, 5, 2, 1], [14, 40, 22, 8, 2],
                     [6, 25, 61, 24, 5], [2, 9, 30, 45, 12],
                     [1, 2, 6, 15, 25]],
    "negative": [[2, 6, 31], [8, 40, 12], [35, 9, 3]],
    "empty cells": [[50, 3, 0, 0], [4, 60, 6, 0], [0, 5, 70, 4],
                    [0, 0, 3, 45]],
    "nearly one": [[250, 4, 0], [5, 300, 3], [0, 6, 232]],
    "seven by five": [[3, 2, 1, 0, 0], [4, 6, 3, 1, 0], [2, 9, 12, 4, 1],
                      [1, 5, 18, 9, 2], [0, 3, 9, 14, 4], [0, 1, 3, 8, 7],
                      [0, 0, 1, 3, 6]],
    "independent": [[25, 25, 25], [25, 25, 25]],
}


def quantile(p):
    return mp.sqrt(2) * mp.erfinv(2 * p - 1)


def density(h, k, r):
    q = 1 - r * r
    return mp.exp(-(h * h - 2 * r * h * k + k * k) / (2 * q)) / (
        2 * mp.pi * mp.sqrt(q))


def joint(h, k, rho):
    start = mp.ncdf(h) * mp.ncdf(k)
    end = mp.asin(rho)
    parts = [end * i / 4 for i in range(5)]
    return start + mp.quad(
        lambda t: density(h, k, mp.sin(t)) * mp.cos(t), parts)


def solve(table):
    n = mpf(sum(map(sum, table)))
    rows = [mpf(sum(r)) for r in table]
    columns = [mpf(sum(c)) for c in zip(*table)]
    a = [quantile(sum(rows[:i + 1]) / n) for i in range(len(rows) - 1)]
    b = [quantile(sum(columns[:i + 1]) / n) for i in range(len(columns) - 1)]

    def corner(f, i, j, edge):
        if i == 0 or j == 0:
            return mpf(0)
        if i > len(a) or j > len(b):
            return edge(i, j)
        return f(a[i - 1], b[j - 1])

    def beside(i, j):
        if i > len(a) and j > len(b):
            return mpf(1)
        return mp.ncdf(b[j - 1]) if i > len(a) else mp.ncdf(a[i - 1])

    def score(rho):
        total = mpf(0)
        p = [[corner(lambda h, k: joint(h, k, rho), i, j, beside)
              for j in range(len(b) + 2)] for i in range(len(a) + 2)]
        d = [[corner(lambda h, k: density(h, k, rho), i, j,
                     lambda *_: mpf(0))
              for j in range(len(b) + 2)] for i in range(len(a) + 2)]
        for i, row in enumerate(table):
            for j, count in enumerate(row):
                if count:
                    own = p[i+1][j+1] - p[i][j+1] - p[i+1][j] + p[i][j]
                    slope = d[i+1][j+1] - d[i][j+1] - d[i+1][j] + d[i][j]
                    total += count * slope / own
        return total

    low, high = mpf("-0.999"), mpf("0.999")
    for _ in range(12):
        middle = (low + high) / 2
        if score(middle) > 0:
            low = middle
        else:
            high = middle
    return mp.findroot(score, (low, high), solver="anderson", tol=1e-40,
                       verify=False)


cases = []
for name, table in TABLES.items():
    rho = solve(table)
    cases.append({"name": name, "table": table, "rho": float(rho)})
print(json.dumps(cases, indent=1))
