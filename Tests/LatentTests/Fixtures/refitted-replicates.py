"""Prints the rows that replicates of a bootstrap draw, for
refitted-replicates.R, which runs this: from the published generator (Philox4x32-10; Salmon, Moraes, Dror & Shaw,
2011) and Lemire's (2019) bounded integers, without Latent. Incomplete cases are
drawn in the order of their patterns: most values first, then by the variables.
"""
import csv
import json

DATA = "../../../Validation/data/"
REPLICATES = [1, 2, 3, 17, 250]
MASK32, MASK64 = 2**32 - 1, 2**64 - 1


def philox(counter, key):
    x, (k0, k1) = list(counter), key
    for _ in range(10):
        first, second = x[0] * 0xD2511F53, x[2] * 0xCD9E8D57
        x = [(second >> 32) ^ x[1] ^ k0, second & MASK32,
             (first >> 32) ^ x[3] ^ k1, first & MASK32]
        k0, k1 = (k0 + 0x9E3779B9) & MASK32, (k1 + 0xBB67AE85) & MASK32
    return x


def words(seed, stream):
    block = 0
    while True:
        w = philox([block & MASK32, block >> 32, stream & MASK32, stream >> 32],
                   (seed & MASK32, seed >> 32))
        block += 1
        yield w[1] << 32 | w[0]
        yield w[3] << 32 | w[2]


def drawn(count, replicate, seed=1):
    source = words(seed, replicate)
    result = []
    while len(result) < count:
        product = next(source) * count
        # Latent rejects draws below 2^64 mod count; none comes near.
        assert product & MASK64 >= 2**64 % count
        result.append(product >> 64)
    return result


def in_pattern_order(table, variables):
    def known(row):
        return [i for i, name in enumerate(variables)
                if all(row[part] != "NA" for part in name.split(":"))]
    rows = [(known(row), number) for number, row in enumerate(table, 1)]
    rows = [(own, number) for own, number in rows if own]
    return [number for own, number in
            sorted(rows, key=lambda item: (-len(item[0]), item[0], item[1]))]


def read(name):
    with open(DATA + name) as file:
        return list(csv.DictReader(file))


x = ["x%d" % i for i in range(1, 10)]
factors = (["x1", "x2", "x3", "x1:w", "x2:w", "x3:w", "y1", "y2", "y3", "w"])
orders = {
    "incomplete": in_pattern_order(read("holzinger-swineford-missing.csv"), x),
    "complete": list(range(1, 302)),
    "product": list(range(1, 421)),
    "incomplete_product": in_pattern_order(
        read("latent-products-missing.csv"), factors),
}
print(json.dumps({"replicates": REPLICATES, **{
    name: [[order[i] for i in drawn(len(order), k)] for k in REPLICATES]
    for name, order in orders.items()}}))
