# The upper tail of the studentized range by mpmath's quadrature, 25 digits:
# python3 ranges.py > ranges.json
import json
from mpmath import mp, mpf, quad, ncdf, npdf, gamma, exp, inf, sqrt

mp.dps = 25


def tail(w, k):
    return k * quad(
        lambda z: npdf(z) * (ncdf(z) ** (k - 1) - (ncdf(z) - ncdf(z - w)) ** (k - 1)),
        [-10, -4, -1, 1, 4, w / 2 + 4, w + 10])


def studentized(q, k, nu):
    c = 2 * (mpf(nu) / 2) ** (mpf(nu) / 2) / gamma(mpf(nu) / 2)
    return quad(
        lambda s: c * s ** (nu - 1) * exp(-nu * s * s / 2) * tail(q * s, k),
        [0, 0.25, 0.5, 1, 1.5, 2, 3, 6, 10])


cases = [(3.5, 3, 12), (2, 4, 2), (12, 3, 20), (5, 10, 60), (8, 5, 30)]
print(json.dumps([
    {"q": q, "k": k, "df": nu, "p": float(studentized(mpf(q), k, nu))}
    for q, k, nu in cases]))
