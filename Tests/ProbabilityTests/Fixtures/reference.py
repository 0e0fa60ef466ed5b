"""Reference values to 40 digits with mpmath, rounded to doubles.

Run: python3 reference.py > mpmath.json

Arguments are doubles; the values are those of the mathematical function at
exactly these doubles. Sums and integrals are computed from the definitions,
not from the algorithms under test. A quantile's value is found from a known
point x: the probability F(x) is rounded to a double p, and one Newton step in
40 digits leads from x to the quantile of exactly that p.
"""
import json
import sys

import mpmath as mp
from mpmath import mpf

mp.mp.dps = 40
TINY = mpf(10) ** -290
cases = []


def add(function, arguments, value):
    if value != 0 and abs(value) < TINY:
        return
    cases.append(
        {"function": function, "arguments": arguments, "value": float(value)})


def quantile_case(name, parameters, x, p, density, sign=1):
    """The quantile of the double nearest p, where p = P(x) exactly."""
    rounded = float(p)
    if not 1e-280 < rounded < 1 or 1 - rounded < 1e-9:
        return
    value = mpf(x) + sign * (mpf(rounded) - p) / density
    add(name, [rounded] + parameters, value)


# --- normal ---------------------------------------------------------------
def upper(x):
    return mp.erfc(mpf(x) / mp.sqrt(2)) / 2


def phi(x):
    return mp.exp(-mpf(x) ** 2 / 2) / mp.sqrt(2 * mp.pi)


for x in [-37.3, -30.1, -20.7, -12.3, -8.1, -5.6, -3.3, -1.96, -1.0, -0.3,
          -1e-9, 0.0, 1e-5, 0.1, 0.674, 1.2816, 2.5758, 4.4, 6.3, 9.9, 17.77,
          33.33]:
    add("normal.density", [x], phi(x))
    add("normal.logDensity", [x], mp.log(phi(x)))
    add("normal.cumulative", [x], upper(-mpf(x)))
    add("normal.upperTail", [x], upper(x))
    quantile_case("normal.quantile", [], x, upper(-mpf(x)), phi(x))


# --- gamma and chi-square ---------------------------------------------------
def poisson(a, x):
    return mp.exp(a * mp.log(x) - x - mp.loggamma(a + 1))


def gamma_p(a, x):
    """The series of P, or 1 - Q where the series would be long."""
    a, x = mpf(a), mpf(x)
    term = total = mpf(1)
    n = 0
    while term > total * mp.eps / 1000:
        n += 1
        term *= x / (a + n)
        total += term
    return poisson(a, x) * total


def gamma_q(a, x):
    """1 - P with as many digits as the difference costs."""
    with mp.workdps(320):
        return 1 - gamma_p(a, x)


for a in [1e-4, 0.02, 0.3, 0.5, 0.9, 1.0, 1.5, 4.0, 12.0, 19.99, 20.0, 77.5,
          500.0, 5000.0, 50000.0]:
    spread = mp.sqrt(a)
    points = {float(a * r) for r in (1e-3, 0.1, 0.5, 0.9, 0.999, 1, 1.001,
                                     1.1, 2, 5)}
    points |= {float(a + k * spread) for k in (-8, -4, -1, 1, 4, 8, 20)}
    points |= {0.2, 1.0, 1.49, 1.51, 30.0}
    for x in sorted(points):
        if x > 0:
            add("gamma.lower", [a, x], gamma_p(a, x))
            add("gamma.upper", [a, x], gamma_q(a, x))

# Across the start of the uniform expansion at a = 1e6.
for a in [9.9e5, 1e6, 1e9]:
    for k in (-30, -8, -1, 0, 1, 8):
        x = float(a + k * mp.sqrt(a))
        p = gamma_p(a, x)
        add("gamma.lower", [a, x], p)
        add("gamma.upper", [a, x], 1 - p)

for df in [0.1, 1.0, 2.0, 3.7, 24.0, 300.0, 12345.0]:
    a = mpf(df) / 2
    for x in sorted({float(df * r) for r in (1e-4, 0.2, 0.7, 0.95, 1.05, 1.4,
                                             3, 20)} | {3.841, 36.4}):
        f = poisson(a, mpf(x) / 2) * a / x
        p, q = gamma_p(a, mpf(x) / 2), gamma_q(a, mpf(x) / 2)
        add("chisquare.density", [x, df], f)
        add("chisquare.cumulative", [x, df], p)
        add("chisquare.upperTail", [x, df], q)
        quantile_case("chisquare.quantile", [df], x, p, f)
        quantile_case("chisquare.upperQuantile", [df], x, q, f, -1)


# --- noncentral chi-square ----------------------------------------------------
def noncentral(x, df, lam):
    """Lower and upper tail and density from the Poisson mixture."""
    h, m, s = mpf(x) / 2, mpf(lam) / 2, mpf(df) / 2
    n = int(m + 60 * mp.sqrt(m) + 200)
    a = s + n
    p, d = gamma_p(a, h), poisson(a, h)
    w = poisson(mpf(n), m)
    lower = density = total = mpf(0)
    for j in range(n, -1, -1):
        lower += w * p
        density += w * d * a / x
        total += w
        d *= a / h
        a -= 1
        p += d
        w *= j / m
    assert abs(total - 1) < mpf(10) ** -30
    return lower, density


for df, lam in [(1.0, 1e-6), (1.0, 0.5), (3.0, 7.0), (24.0, 61.3), (24.0, 1.0),
                (0.5, 40.0), (300.0, 900.0), (5000.0, 100.0), (2.0, 2e4),
                (1e5, 10.0), (1e5, 1e5), (10.0, 1e5)]:
    mean, sd = df + lam, float(mp.sqrt(2 * (df + 2 * lam)))
    points = {mean + k * sd for k in (-9, -5, -2, -1, 0, 1, 2, 5, 9)}
    points |= {mean * 0.01, mean * 0.3, mean * 3}
    for x in sorted(points):
        if x <= 0:
            continue
        lower, density = noncentral(x, df, lam)
        with mp.workdps(70):
            up = 1 - noncentral(x, df, lam)[0]
        reliable = up > mpf(10) ** -28
        add("noncentral.cumulative", [x, df, lam], lower)
        add("noncentral.density", [x, df, lam], density)
        if reliable:
            add("noncentral.upperTail", [x, df, lam], up)
        if mpf(10) ** -20 < lower < 1 - mpf(10) ** -4:
            # d lower / d lambda = -density with two more degrees of freedom.
            rounded = float(lower)
            slope = -noncentral(x, df + 2, lam)[1]
            value = lam + (mpf(rounded) - lower) / slope
            add("noncentral.noncentrality", [rounded, x, df], value)


# --- beta, t and F --------------------------------------------------------------
def beta_term(a, b, x):
    return mp.exp(a * mp.log(x) + b * mp.log(1 - x)
                  + mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b))


def beta_i(a, b, x):
    """DLMF 8.17.8: x^a y^b / (a B) times a series of positive terms."""
    a, b, x = mpf(a), mpf(b), mpf(x)
    term = total = mpf(1)
    n = 0
    while term > total * mp.eps / 1000:
        term *= (a + b + n) / (a + 1 + n) * x
        total += term
        n += 1
        assert n < 3_000_000
    return beta_term(a, b, x) / a * total


for a, b in [(0.1, 0.2), (0.5, 0.5), (0.5, 12.0), (1.0, 3.0), (2.0, 0.7),
             (30.0, 40.0), (1.5, 4000.0), (3000.0, 4000.0), (5.0, 0.01)]:
    mean = a / (a + b)
    sd = float(mp.sqrt(mpf(a) * b / (a + b + 1)) / (a + b))
    points = {mean * r for r in (1e-3, 0.3, 0.9, 1, 1.02, 1.3)}
    points |= {mean + k * sd for k in (-6, -2, 2, 6)} | {0.5, 0.9}
    for x in sorted(points):
        if 0 < x < 0.99:
            add("beta.regularized", [x, a, b], beta_i(a, b, x))


def t_tail(t, nu):
    """P(T > t) for t > 0."""
    t, nu = mpf(t), mpf(nu)
    x = nu / (nu + t * t)
    if t * t < nu and nu < 1000:
        return mpf(1) / 2 - beta_i(mpf(1) / 2, nu / 2, 1 - x) / 2
    if t * t < 40:
        return mpf(1) / 2 - beta_i(mpf(1) / 2, nu / 2, 1 - x) / 2
    return mp.betainc(nu / 2, mpf(1) / 2, 0, x, regularized=True) / 2


def t_density(t, nu):
    t, nu = mpf(t), mpf(nu)
    return mp.exp(mp.loggamma((nu + 1) / 2) - mp.loggamma(nu / 2)
                  - (nu + 1) / 2 * mp.log(1 + t * t / nu)) / mp.sqrt(
                      nu * mp.pi)


for nu in [0.5, 1.0, 2.0, 4.3, 10.0, 127.0, 1e4, 1e5]:
    for t in [1e-8, 0.01, 0.5, 1.1, 1.96, 3.3, 6.2, 12.0, 45.0]:
        q, f = t_tail(t, nu), t_density(t, nu)
        add("t.density", [t, nu], f)
        add("t.upperTail", [t, nu], q)
        add("t.cumulative", [t, nu], 1 - q)
        quantile_case("t.quantile", [nu], t, 1 - q, f)
        quantile_case("t.upperQuantile", [nu], t, q, f, -1)

for d1, d2 in [(1.0, 1.0), (1.0, 30.0), (3.0, 7.0), (24.0, 276.0),
               (5.5, 0.5), (200.0, 100.0), (2.0, 20000.0)]:
    for x in [1e-4, 0.05, 0.5, 0.97, 1.0, 1.3, 2.7, 4.0, 30.0]:
        ratio = mpf(d1) / mpf(d2) * mpf(x)
        share = ratio / (1 + ratio)
        a, b = mpf(d1) / 2, mpf(d2) / 2
        f = beta_term(a, b, share) / x
        p = beta_i(a, b, share)
        with mp.workdps(120):
            ratio = mpf(d1) / mpf(d2) * mpf(x)
            q = mp.betainc(b, a, 0, 1 / (1 + ratio), regularized=True)
        add("f.density", [x, d1, d2], f)
        add("f.cumulative", [x, d1, d2], p)
        add("f.upperTail", [x, d1, d2], q)
        quantile_case("f.quantile", [d1, d2], x, p, f)
        quantile_case("f.upperQuantile", [d1, d2], x, q, f, -1)


# --- bivariate normal -------------------------------------------------------------
def bivariate(x, y, rho):
    """P(X <= x, Y <= y): the integral of the conditional probability of Y."""
    x, y, rho = mpf(x), mpf(y), mpf(rho)
    scale = mp.sqrt(1 - rho * rho)
    low = mpf(-16)
    cuts = {low, x}
    if rho != 0:
        middle, width = y / rho, scale / abs(rho)
        cuts |= {middle + k * width for k in
                 (-12, -6, -3, -1, 0, 1, 3, 6, 12)}
    cuts |= {mpf(k) for k in (-12, -9, -7, -5, -3, -2, -1, 0, 1, 2, 3, 5)}
    cuts = sorted(c for c in cuts if low <= c <= x)
    return mp.quad(
        lambda t: phi(t) * upper(-(y - rho * t) / scale), cuts)


mp.mp.dps = 30
for rho in [-0.9999, -0.97, -0.926, -0.9, -0.7, -0.31, -0.2, 0.0, 0.1, 0.29,
            0.5, 0.74, 0.76, 0.92, 0.925, 0.96, 0.999, 0.999999]:
    for x, y in [(0.0, 0.0), (1.0, 2.0), (-1.3, 0.4), (-0.5, -0.6),
                 (2.5, -2.6), (-3.0, -3.1), (0.7, 0.7), (3.9, 4.2)]:
        add("bivariate.cumulative", [x, y, rho], bivariate(x, y, rho))

json.dump(
    {"software": f"mpmath {mp.__version__}, Python "
                 f"{sys.version.split()[0]}",
     "command": "python3 reference.py > mpmath.json",
     "cases": cases}, sys.stdout, indent=0)
print()
