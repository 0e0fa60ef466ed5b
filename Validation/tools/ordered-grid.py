"""Prints the cells of Documentation/Validation.md: which case of ordered
variables (Validation/ordered-*) stands for which estimator, parameterization
and groups.

Run: python3 Validation/tools/ordered-grid.py
"""

import collections
import pathlib
import re

CATEGORIES = {"b": "2", "t": "3", "f": "5", "s": "7", "u": "2 to 5"}
MISSING = {"pairwise": "pairwise", "available.cases": "available",
           "listwise": "listwise"}


def cell(folder):
    """The cell of a case, and its name with what else it has."""
    _, head, body = (folder / "model.lav").read_text().split("---\n")
    options = dict(re.findall(r"^([\w-]+): (.*)$", head, re.M))
    groups = "one"
    if "group" in options:
        is_equal = "thresholds" in options.get("group-equal", "")
        groups = "several, equal thresholds" if is_equal else "several"
    kinds = {name[0] for name in options["ordered"].split(", ")} & set(CATEGORIES)
    words = [", ".join(CATEGORIES[kind] for kind in sorted(
        kinds, key=lambda kind: CATEGORIES[kind]))]
    if re.search(r"\bc\d", body):
        words.append("continuous")
    if re.search(r"\bx\d", body):
        is_joint = options.get("conditional-x") == "false"
        words.append("x joint" if is_joint else "x")
    incomplete = "missing" in options.get("data", "") or "missing" in options
    if incomplete:
        words.append(MISSING[options.get("missing", "listwise")])
    for option, word in [("sampling-weights", "weights"),
                         ("cluster", "clusters")]:
        if option in options:
            words.append(word)
    place = (options.get("estimator", "WLSMV"),
             options.get("parameterization", "delta"), groups)
    return place, f"`{folder.name[8:]}` ({'; '.join(words)})"


root = pathlib.Path(__file__).resolve().parent.parent
cells = collections.defaultdict(list)
for folder in sorted(root.glob("ordered-*")):
    if (folder / "reference.json").exists():
        place, name = cell(folder)
        cells[place].append(name)
print("| Estimator | Parameterization | Groups | Cases |")
print("| --- | --- | --- | --- |")
for estimator in ["WLSMV", "WLSM", "WLSMVS", "DWLS", "ULS", "ULSM", "ULSMV",
                  "ULSMVS", "WLS", "PML"]:
    for parameterization in ["delta", "theta"]:
        for groups in ["one", "several", "several, equal thresholds"]:
            found = cells[estimator, parameterization, groups]
            print(f"| {estimator} | {parameterization} | {groups} | "
                  f"{', '.join(found) or 'none'} |")
