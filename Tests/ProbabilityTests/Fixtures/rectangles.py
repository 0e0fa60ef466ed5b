"""Bivariate normal probabilities to 30 digits with mpmath, rounded to doubles.

Run: python3 rectangles.py > rectangles.json

Of quadrants and of rectangles, for correlations up to 0.999 in size and limits
out to 8: the integral of the density of X times the probability of Y given X,
over panels that are narrow where the conditional probability changes.
"""
import itertools
import json
import sys

import mpmath as mp
from mpmath import mpf

mp.mp.dps = 34


def upper(x):
    return mp.erfc(x / mp.sqrt(2)) / 2


def interval(a, b):
    if a > 0:
        return upper(a) - upper(b)
    return upper(-b) - upper(-a)


def rectangle(a, b, c, d, rho):
    a, b, c, d, rho = (mpf(v) for v in (a, b, c, d, rho))
    q = mp.sqrt((1 - rho) * (1 + rho))
    low, high = max(a, mpf(-14)), min(b, mpf(14))
    points = {low, high}
    for edge in (c, d):
        if mp.isfinite(edge) and rho != 0:
            center, width = edge / rho, q / abs(rho)
            for k in (-40, -20, -10, -6, -4, -3, -2, -1, 0, 1, 2, 3, 4, 6, 10,
                      20, 40):
                points.add(center + k * width)
    points |= {mpf(k) / 2 for k in range(-28, 29)}
    inside = sorted(p for p in points if low <= p <= high)

    def value(t):
        return mp.npdf(t) * interval((c - rho * t) / q, (d - rho * t) / q)

    return mp.quad(value, inside)


INF = float("inf")
cases = []
limits = [-8.0, -5.5, -3.1, -1.7, -0.6, 0.0, 0.3, 1.2, 2.4, 4.6, 7.3]
correlations = [-0.999, -0.97, -0.93, -0.8, -0.45, -0.1, 0.0, 0.2, 0.6, 0.92,
                0.925, 0.95, 0.99, 0.999]
for rho in correlations:
    for x, y in itertools.product(limits, limits):
        if (len(cases) * 7 + int(10 * (x + y))) % 3 == 0 or abs(x) == abs(y):
            value = rectangle(-INF, x, -INF, y, rho)
            cases.append({"limits": [None, x, None, y], "rho": rho,
                          "value": float(value)})
cells = [(-1.2, -0.4), (0.5, 1.9), (2.2, INF), (-INF, -2.6), (3.5, 4.5)]
for rho in correlations:
    for (a, b), (c, d) in itertools.product(cells, cells):
        value = rectangle(a, b, c, d, rho)
        if value < mpf(10) ** -250:
            continue
        cases.append({"limits": [v if abs(v) < INF else None
                                 for v in (a, b, c, d)],
                      "rho": rho, "value": float(value)})
json.dump({"software": "mpmath %s, Python %s" % (mp.__version__,
                                                  sys.version.split()[0]),
           "command": "python3 rectangles.py > rectangles.json",
           "cases": cases}, sys.stdout)
