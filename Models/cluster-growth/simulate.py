#!/usr/bin/env python3
"""Simulate the cluster-growth questionnaire: 128 firms in 5 districts.

Run: python3 simulate.py > firms.csv
     python3 simulate.py --chinese > firms-zh.csv
     python3 simulate.py --scores > scores.csv

The second file holds the same numbers under Chinese names, in UTF-8. The third
holds each firm's score on every scale: the mean of the scale's items, to four
decimals.

EVERY NUMBER THAT THIS WRITES IS SIMULATED. The survey after which it is
modelled (Liu 2012, see SOURCE.md) never published its data; no firm here
exists, and no estimate from these data says anything about Zhejiang.

Only Python's standard library is used. Uniform numbers come from
random.Random (Mersenne Twister), whose random() is the same in every version
of Python 3, and each normal number is the quantile of one of them.
"""
import csv
import math
import random
import sys
from statistics import NormalDist

SEED = 20120501  # the book's month of publication; not chosen for its results

# Firms per district, with the district's shift of growth in standard
# deviations, and shares of the three stages of the cluster's life.
DISTRICTS = {
    "Hangzhou": (27, 0.15), "Ningbo": (28, 0.10), "Wenzhou": (26, -0.15),
    "Shaoxing": (24, -0.05), "Taizhou": (23, 0.00),
}
STAGE_SHARES = [0.25, 0.45, 0.30]
STAGE_SHIFT = [-0.15, 0.10, 0.00]

# Correlations of the exogenous latent variables, all with variance 1.
EXOGENOUS = ["formation", "strength", "orientation", "willingness", "trust",
             "absorption"]
CORRELATIONS = [
    [1.00, 0.40, 0.30, 0.25, 0.20, 0.20],
    [0.40, 1.00, 0.40, 0.30, 0.35, 0.20],
    [0.30, 0.40, 1.00, 0.20, 0.20, 0.30],
    [0.25, 0.30, 0.20, 1.00, 0.45, 0.30],
    [0.20, 0.35, 0.20, 0.45, 1.00, 0.30],
    [0.20, 0.20, 0.30, 0.30, 0.30, 1.00],
]
TO_LEARNING = {"formation": 0.25, "strength": 0.35, "orientation": 0.25}
LEARNING_RESIDUAL = 0.54
TO_GROWTH = {"formation": 0.10, "strength": 0.05, "orientation": 0.15,
             "learning": 0.45, "willingness": 0.05, "trust": 0.05,
             "absorption": 0.10}
# The effect of learning on growth rises by this much per standard deviation.
MODERATION = {"willingness": 0.10, "trust": 0.12, "absorption": 0.15}
GROWTH_RESIDUAL = 0.45

# Standardized loadings of the items before rounding to the 7-point scale.
ITEMS = {
    "formation": ("tf", [0.78, 0.82, 0.74]),
    "strength": ("ts", [0.80, 0.84, 0.76]),
    "orientation": ("to", [0.75, 0.80, 0.72]),
    "learning": ("ol", [0.80, 0.84, 0.78, 0.76]),
    "growth": ("cg", [0.76, 0.82, 0.80, 0.78]),
    "willingness": ("wc", [0.80, 0.83, 0.77]),
    "trust": ("tr", [0.82, 0.85, 0.78]),
    "absorption": ("ac", [0.78, 0.84, 0.80]),
}
# The names of the Chinese file: columns, beginnings of item names, districts.
CHINESE_COLUMNS = {"firm": "企业", "district": "地区", "stage": "阶段"}
CHINESE_ITEMS = {"tf": "方式", "ts": "强度", "to": "向度", "ol": "学习",
                 "cg": "成长", "wc": "意愿", "tr": "信任", "ac": "吸收"}
CHINESE_DISTRICTS = {"Hangzhou": "杭州", "Ningbo": "宁波", "Wenzhou": "温州",
                     "Shaoxing": "绍兴", "Taizhou": "台州"}
ITEM_MEAN = 4.6
ITEM_SPREAD = 1.25


def cholesky(matrix):
    """The lower triangular L with L Lᵀ = matrix."""
    size = len(matrix)
    factor = [[0.0] * size for _ in range(size)]
    for i in range(size):
        for j in range(i + 1):
            rest = matrix[i][j] - sum(
                factor[i][k] * factor[j][k] for k in range(j))
            factor[i][j] = (
                math.sqrt(rest) if i == j else rest / factor[j][j])
    return factor


class Draws:
    """Normal numbers by inversion."""

    def __init__(self, seed):
        self.uniforms = random.Random(seed)
        self.standard = NormalDist()

    def uniform(self):
        while True:
            value = self.uniforms.random()
            if value > 0:
                return value

    def normal(self):
        return self.standard.inv_cdf(self.uniform())


def latent_scores(draws, factor, stage, district_shift):
    """One firm's latent variables."""
    z = [draws.normal() for _ in EXOGENOUS]
    eta = {
        name: sum(factor[i][k] * z[k] for k in range(i + 1))
        for i, name in enumerate(EXOGENOUS)}
    eta["learning"] = (
        sum(beta * eta[name] for name, beta in TO_LEARNING.items())
        + math.sqrt(LEARNING_RESIDUAL) * draws.normal())
    eta["growth"] = (
        sum(beta * eta[name] for name, beta in TO_GROWTH.items())
        + sum(gamma * eta["learning"] * eta[name]
              for name, gamma in MODERATION.items())
        + district_shift + STAGE_SHIFT[stage - 1]
        + math.sqrt(GROWTH_RESIDUAL) * draws.normal())
    return eta


def answer(draws, score, loading):
    """The nearest of the seven points to a latent response."""
    response = loading * score + math.sqrt(1 - loading ** 2) * draws.normal()
    return min(7, max(1, math.floor(
        ITEM_MEAN + ITEM_SPREAD * response + 0.5)))


def main():
    is_chinese = sys.argv[1:] == ["--chinese"]
    is_scores = sys.argv[1:] == ["--scores"]
    if sys.argv[1:] and not (is_chinese or is_scores):
        sys.exit("usage: simulate.py [--chinese | --scores]")
    sys.stdout.reconfigure(encoding="utf-8")
    draws = Draws(SEED)
    factor = cholesky(CORRELATIONS)
    columns = list(CHINESE_COLUMNS)
    prefixes = {prefix: prefix for prefix in CHINESE_ITEMS}
    shown = {district: district for district in DISTRICTS}
    if is_chinese:
        columns = list(CHINESE_COLUMNS.values())
        prefixes, shown = CHINESE_ITEMS, CHINESE_DISTRICTS
    names = [f"{prefixes[prefix]}{k + 1}" for prefix, loadings in ITEMS.values()
             for k in range(len(loadings))]
    if is_scores:
        names = list(ITEMS)
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns + names)
    firm = 0
    for district, (size, shift) in DISTRICTS.items():
        for _ in range(size):
            firm += 1
            u = draws.uniform()
            stage = 1 + (u > STAGE_SHARES[0]) + (
                u > STAGE_SHARES[0] + STAGE_SHARES[1])
            eta = latent_scores(draws, factor, stage, shift)
            scales = [[answer(draws, eta[name], loading) for loading in loadings]
                      for name, (_, loadings) in ITEMS.items()]
            if is_scores:
                answers = [round(sum(items) / len(items), 4)
                           for items in scales]
            else:
                answers = [item for items in scales for item in items]
            writer.writerow([firm, shown[district], stage] + answers)


if __name__ == "__main__":
    main()
