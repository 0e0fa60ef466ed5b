"""Makes reference.json of the cases esem-target, esem-target-partial and
esem-cureton-mulaik: rotations by a target, by a partially specified one and with
Cureton and Mulaik's weights, computed here.

Maximum likelihood factors by EM (Rubin & Thayer, 1982), rotations by projected
gradients (Jennrich, 2002) from 200 random starts. lavaan 0.7-2 refuses the
weights; of 0.6-14 they are lav_matrix_rotate_cm_weights, whose numbers these are.

Run: python3 exploratory-rotations.py, from this folder (numpy).
"""
import csv
import json
import os

import numpy

ITEMS = ["x%d" % i for i in range(1, 10)]
FACTORS = ["visual", "textual", "speed"]


def unrotated(cov, count):
    """Loadings of standardized variables, and the standard deviations."""
    scale = numpy.sqrt(numpy.diag(cov))
    r = cov / numpy.outer(scale, scale)
    values, vectors = numpy.linalg.eigh(r)
    loadings = vectors[:, -count:] * numpy.sqrt(values[-count:])
    unique = 1 - (loadings ** 2).sum(1)
    for _ in range(200000):
        weights = numpy.linalg.solve(
            loadings @ loadings.T + numpy.diag(unique), loadings)
        cross = r @ weights
        second = (numpy.eye(count) - weights.T @ loadings + weights.T @ cross)
        new = numpy.linalg.solve(second, cross.T).T
        change = abs(new - loadings).max()
        loadings, unique = new, 1 - (new * cross).sum(1)
        if change < 1e-13:
            break
    return loadings, scale


def minimized(a, criterion):
    """The loadings and correlations of the least value of many starts."""
    random = numpy.random.default_rng(1)
    best = None
    for _ in range(200):
        t = random.normal(size=(a.shape[1],) * 2)
        t /= numpy.sqrt((t ** 2).sum(0))
        step = 1.0
        inverse = numpy.linalg.inv(t)
        loadings = a @ inverse.T
        value, slope = criterion(loadings)
        for _ in range(20000):
            gradient = -(loadings.T @ slope @ inverse).T
            projected = gradient - t * (t * gradient).sum(0)
            length = numpy.sqrt((projected ** 2).sum())
            if length < 1e-11:
                break
            step *= 2
            for _ in range(60):
                next_t = t - step * projected
                next_t /= numpy.sqrt((next_t ** 2).sum(0))
                next_inverse = numpy.linalg.inv(next_t)
                next_loadings = a @ next_inverse.T
                found, next_slope = criterion(next_loadings)
                if found < value - 0.5 * length ** 2 * step:
                    break
                step /= 2
            else:
                break
            t, inverse, loadings = next_t, next_inverse, next_loadings
            value, slope = found, next_slope
        if best is None or value < best[0] - 1e-9:
            best = value, loadings, t.T @ t
    return best


def target_of(case):
    rows = list(csv.reader(open(os.path.join("..", case, "target.csv"))))
    return numpy.array([[float(cell) for cell in row[1:]] for row in rows[1:]])


def full(target):
    return lambda l: (((l - target) ** 2).sum(), 2 * (l - target))


def partial(target):
    zero = target == 0
    return lambda l: (((l * zero) ** 2).sum(), 2 * l * zero)


def quartimin(l):
    others = (l ** 2) @ (1 - numpy.eye(l.shape[1]))
    return (l ** 2 * others).sum() / 4, l * others


def cureton_mulaik(a):
    _, vectors = numpy.linalg.eigh(a.T @ a)
    length = numpy.sqrt((a ** 2).sum(1))
    share = abs(a @ vectors[:, -1]) / length
    root = a.shape[1] ** -0.5
    angle = (numpy.arccos(root) - numpy.arccos(share)) / (
        numpy.arccos(root) - numpy.where(share < root, numpy.pi / 2, 0))
    return (numpy.cos(angle * numpy.pi / 2) ** 2 + 0.001) / length


def main():
    rows = csv.DictReader(
        open(os.path.join("..", "data", "holzinger-swineford-1939.csv")))
    data = numpy.array([[float(row[name]) for name in ITEMS] for row in rows])
    a, scale = unrotated(numpy.cov(data.T, bias=True), len(FACTORS))
    weights = cureton_mulaik(a)
    for case, criterion, w in [
            ("esem-target", full(target_of("esem-target")), 1 + 0 * weights),
            ("esem-target-partial", partial(target_of("esem-target-partial")),
             1 + 0 * weights),
            ("esem-cureton-mulaik", quartimin, weights)]:
        value, loadings, phi = minimized(a * w[:, None], criterion)
        loadings = loadings / w[:, None] * scale[:, None]
        # The factors of three items each, with loadings above 0.
        order = [int(numpy.argmax(abs(loadings[3 * k:3 * k + 3]).sum(0)))
                 for k in range(3)]
        sign = numpy.sign(loadings[:, order].sum(0))
        loadings = loadings[:, order] * sign
        phi = phi[numpy.ix_(order, order)] * numpy.outer(sign, sign)
        parameters = [
            {"lhs": FACTORS[k], "op": "=~", "rhs": ITEMS[i], "group": 1,
             "est": "%.6f" % loadings[i, k]} for k in range(3)
            for i in range(9)] + [
            {"lhs": FACTORS[k], "op": "~~", "rhs": FACTORS[m], "group": 1,
             "est": "%.6f" % phi[k, m]} for k in range(3)
            for m in range(k + 1, 3)]
        head = json.dumps({
            "title": "Exploratory block: " + case.removeprefix("esem-"),
            "source": "Data: Holzinger and Swineford (1939), as in R package "
                      "lavaan",
            "software": "NumPy", "version": "NumPy " + numpy.__version__,
            "command": "python3 tools/exploratory-rotations.py",
            "nobs": [301]}, indent=2)
        with open(os.path.join("..", case, "reference.json"), "w") as out:
            out.write(head.removesuffix("\n}") + ",\n  \"parameters\": [\n    "
                      + ",\n    ".join(map(json.dumps, parameters))
                      + "\n  ]\n}\n")
        print(case, value)


main()
