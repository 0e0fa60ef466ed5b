"""Upper tails of weighted sums of chi-square variables with one degree of
freedom, by Ruben's (1962) series of chi-square tails, whose terms are all
positive:

    python3 weighted-chi-square.py STATISTIC WEIGHT...

Needs mpmath. Published: Imhof (1961), Table 1: weights .6, .3, .1 at .1, .7
and 2 give .9458, .5064 and .1240.
"""
import sys

import mpmath

mpmath.mp.dps = 30


def upper_tail(statistic, weights):
    weights = [mpmath.mpf(w) for w in weights if mpmath.mpf(w) > 0]
    unit = min(weights)
    half = mpmath.mpf(len(weights)) / 2
    x = mpmath.mpf(statistic) / unit / 2
    ratios = [1 - unit / w for w in weights]
    powers = [mpmath.mpf(1)] * len(weights)
    sums = [None]
    terms = [mpmath.fprod(mpmath.sqrt(unit / w) for w in weights)]
    tail = mpmath.gammainc(half, x, regularized=True)
    # Q(a + 1, x) = Q(a, x) + exp(-x) x^a / Gamma(a + 1)
    step = mpmath.exp(-x) * x**half / mpmath.gamma(half + 1)
    total = terms[0] * tail
    k = 0
    while 1 - mpmath.fsum(terms) > mpmath.mpf(10) ** -25 and k < 5000:
        k += 1
        powers = [p * r for p, r in zip(powers, ratios)]
        sums.append(mpmath.fsum(powers))
        terms.append(
            mpmath.fsum(sums[k - r] * terms[r] for r in range(k)) / (2 * k))
        tail += step
        step *= x / (half + k)
        total += terms[k] * tail
    return total


if __name__ == "__main__":
    print(mpmath.nstr(upper_tail(sys.argv[1], sys.argv[2:]), 15))
