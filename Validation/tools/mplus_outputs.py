"""What outputs of Mplus print: parameters with their errors, for the cases that
mplus.py and mplus-esem.py make.
"""
import json
import os
import re

SOURCE = ("Muthén & Muthén (1998-2017), Mplus User's Guide, 8th ed., example "
          "{}; output of Mplus 8.2 in github.com/lucdw/lavaan-mplus")
NUMBER = r"(-?\d+\.\d+)\*?"
HEADS = (r" (Thresholds|Intercepts|Means|Variances|Residual Variances|Scales)"
         r"\s*$")


def rows_of(text, is_left_out):
    """The parameters that are estimated, with errors, as printed.

    `is_left_out(group, parameter, column)` says which figures are not taken.
    """
    part = text.split("MODEL RESULTS")[1].split("STANDARDIZED MODEL")[0]
    part = re.split(r"R-SQUARE|QUALITY OF NUM", part)[0]
    group, groups, head, op, rows = 1, 0, "", None, []
    for line in part.splitlines():
        if line.startswith("Group "):
            groups += 1
            group = groups
            continue
        match = re.match(r" (\S+)\s+(BY|ON|WITH)\s*$", line)
        if match:
            head, op = match.group(1).lower(), match.group(2)
            continue
        match = re.match(HEADS, line)
        if match:
            head, op = "", match.group(1)
            continue
        match = re.match(r"    (\S+)\s+%s\s+%s" % (NUMBER, NUMBER), line)
        if not match or match.group(3) == "0.000":
            continue
        name = match.group(1).lower()
        lhs, kind, rhs = {
            "BY": (head, "=~", name), "ON": (head, "~", name),
            "WITH": (head, "~~", name),
            "Thresholds": (name.split("$")[0], "|", "t" + name[-1]),
            "Intercepts": (name, "~1", ""), "Means": (name, "~1", ""),
            "Variances": (name, "~~", name),
            "Residual Variances": (name, "~~", name),
            "Scales": (name, "~*~", name)}[op]
        row = {"lhs": lhs, "op": kind, "rhs": rhs, "group": group,
               "est": match.group(2), "se": match.group(3)}
        for column in ("est", "se"):
            if is_left_out(group, "%s %s %s" % (lhs, kind, rhs), column):
                del row[column]
        rows.append(row)
    return rows


def write_data(path, names, file):
    """Writes a table of Mplus, without needless zeros, as CSV."""
    with open(file, "w") as out:
        out.write(names.replace(" ", ",") + "\n")
        for line in open(path):
            cells = [cell[:-7] if cell.endswith(".000000") else cell
                     for cell in line.split()]
            if cells:
                out.write(",".join(cells) + "\n")


def write_case(name, model, title, example, command, fit, rows):
    """Writes model.lav and reference.json of a case."""
    case = os.path.join("..", name)
    os.makedirs(case, exist_ok=True)
    with open(os.path.join(case, "model.lav"), "w") as out:
        out.write(model)
    head = json.dumps({
        "title": title, "source": SOURCE.format(example),
        "software": "Mplus", "version": "Mplus 8.2", "command": command,
        "parameters": [], "published": {"fit": fit},
    }, ensure_ascii=False, indent=2)
    lines = ",\n      ".join(json.dumps(row, ensure_ascii=False)
                             for row in rows)
    with open(os.path.join(case, "reference.json"), "w") as out:
        out.write(head.removesuffix("\n    }\n  }\n}")
                  + "\n    },\n    \"parameters\": [\n      " + lines
                  + "\n    ]\n  }\n}\n")
