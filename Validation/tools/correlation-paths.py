"""Path models of correlations under constraints of their paths, by a program of
its own: the numbers of Tests/LatentTests/CorrelationStructureTests.swift for
models with mediators, where lavaan 0.7-2 gives these another variance than 1.

    python3 Validation/tools/correlation-paths.py

Needs numpy and scipy. The paths are standardized, residual variances what
leaves every variable a variance of 1; a constraint is solved for a path.
"""
import csv
import os

import numpy as np
from scipy.optimize import minimize

root = os.path.dirname(os.path.abspath(__file__))
table = root + "/../data/holzinger-swineford-1939.csv"
rows = list(csv.DictReader(open(table)))
data = np.array([[float(r[f"x{k}"]) for k in (1, 2, 4, 5, 6)] for r in rows])
count = len(data)
sample = np.corrcoef(data.T)
base = np.linalg.slogdet(sample)[1]


def discrepancy(point, paths):
    a, b, c, d, e, f = paths(point[:5])
    implied = np.eye(5)
    implied[0, 1] = implied[1, 0] = np.tanh(point[5])
    for i, own in ((2, (a, b)), (3, (d, 0, c)), (4, (0, 0, f, e))):
        cross = implied[:i, :i] @ np.array(own)
        implied[i, :i] = implied[:i, i] = cross
    scale = np.exp(point[6:])
    implied *= np.outer(scale, scale)
    sign, size = np.linalg.slogdet(implied)
    if sign <= 0:
        return 1e3
    return size + np.trace(np.linalg.solve(implied, sample)) - base - 5


constraints = {
    "a*c == .2": (lambda q: (q[0], q[1], .2 / q[0], *q[2:]),
                  [.3, .1, .05, .4, .4]),
    "a*c*e == .1": (lambda q: (*q[:4], .1 / (q[0] * q[2]), q[4]),
                    [.3, .1, .7, .05, .4]),
    "a^2 + b^2 == .3": (lambda q: (.3**.5 * np.cos(q[0]),
                                   .3**.5 * np.sin(q[0]), *q[1:]),
                        [.3, .7, .1, .4, .4]),
    # As an equality: without it a*c is smaller.
    "a*c > .4": (lambda q: (q[0], q[1], .4 / q[0], *q[2:]),
                 [.5, 0, -.1, .4, .4]),
}
for name, (paths, start) in constraints.items():
    found = minimize(discrepancy, np.r_[start, .3, np.zeros(5)], args=(paths,),
                     method="BFGS", options={"gtol": 1e-10})
    print(name, repr(float(count * found.fun)))
