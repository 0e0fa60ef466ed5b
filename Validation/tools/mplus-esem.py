"""Makes the cases mplus-ex5.24 to mplus-ex5.27b, exploratory structural equation
models, from outputs of Mplus: what it prints, as printed.

The outputs and data are those of the examples of the Mplus User's Guide (Muthén &
Muthén, 1998-2017, chapter 5) in https://github.com/lucdw/lavaan-mplus, folder
MPLUS_ex, as Mplus 8.2 printed them there.

Run: python3 mplus-esem.py FOLDER, from this folder; FOLDER is that of the outputs.
"""
import json
import os
import re
import sys

SOURCE = ("Muthén & Muthén (1998-2017), Mplus User's Guide, 8th ed., example "
          "{}; output of Mplus 8.2 in github.com/lucdw/lavaan-mplus")


def block(items):
    return ('efa("e")*f1 + efa("e")*f2 =~ '
            + " + ".join("y%d" % i for i in range(1, items + 1)) + "\n")


CASES = {
    "5.24": ("ex5.24", "", block(8)
             + "f1 + f2 ~ x1 + x2\ny1 ~ x1\ny8 ~ x2\n"),
    "5.25": ("ex5.25", "", block(6)
             + "f3 =~ y7 + y8 + y9\nf4 =~ y10 + y11 + y12\n"
             "f3 ~ f1 + f2\nf4 ~ f3\n"),
    "5.27": ("ex5.27", "group: group\n", block(10)),
    "5.27b": ("ex5.27", "group: group\ngroup-equal: loadings\n"
              "rotation-std-ov: false\n", block(10)),
}
NAMES = {
    "ex5.24": "y1 y2 y3 y4 y5 y6 y7 y8 x1 x2",
    "ex5.25": "y1 y2 y3 y4 y5 y6 y7 y8 y9 y10 y11 y12",
    "ex5.27": "y1 y2 y3 y4 y5 y6 y7 y8 y9 y10 group",
}
# Figures that are left out: Mplus ends its search at derivatives of 5e-5, which
# in the second group is seen in the last digit that it prints (up to 0.0011).
LEFT_OUT = {
    ("5.27", "f1 =~ y7", "est"), ("5.27", "f2 =~ y2", "se"),
    ("5.27", "f2 =~ y10", "est"), ("5.27", "y2 ~~ y2", "est"),
    ("5.27", "y3 ~~ y3", "est"), ("5.27", "y7 ~~ y7", "est"),
    ("5.27", "y9 ~~ y9", "est"), ("5.27b", "f1 ~~ f1", "est"),
    ("5.27b", "y4 ~~ y4", "est"),
}
NUMBER = r"(-?\d+\.\d+)\*?"
MEASURES = [
    ("chisq", r"Chi-Square Test of Model Fit\s+Value\s+(\S+)"),
    ("df", r"Chi-Square Test of Model Fit\s+Value\s+\S+\s+Degrees of Freedom"
           r"\s+(\S+)"),
    ("npar", r"Number of Free Parameters\s+(\S+)"),
    ("logl", r"H0 Value\s+(\S+)"), ("aic", r"Akaike \(AIC\)\s+(\S+)"),
    ("bic", r"Bayesian \(BIC\)\s+(\S+)"), ("cfi", r"CFI\s+(\d\S+)"),
    ("tli", r"TLI\s+(\d\S+)"),
    ("rmsea", r"Approximation\)\s+Estimate\s+(\S+)"),
]


def rows_of(text, example):
    """The parameters that are estimated, with errors."""
    part = text.split("MODEL RESULTS")[1].split("QUALITY OF NUM")[0]
    group, head, op, rows = 1, None, None, []
    groups = 0
    for line in part.splitlines():
        if line.startswith("Group "):
            groups += 1
            group = groups
            continue
        match = re.match(r" (\S+)\s+(BY|ON|WITH)\s*$", line)
        if match:
            head, op = match.group(1).lower(), match.group(2)
            continue
        match = re.match(
            r" (Intercepts|Means|Variances|Residual Variances)\s*$", line)
        if match:
            head, op = None, match.group(1)
            continue
        match = re.match(r"    (\S+)\s+%s\s+%s" % (NUMBER, NUMBER), line)
        if not match or match.group(3) == "0.000":
            continue
        name = match.group(1).lower()
        lhs, kind, rhs = {
            "BY": (head, "=~", name), "ON": (head, "~", name),
            "WITH": (name, "~~", head),
            "Intercepts": (name, "~1", ""), "Means": (name, "~1", ""),
            "Variances": (name, "~~", name),
            "Residual Variances": (name, "~~", name)}[op]
        row = {"lhs": lhs, "op": kind, "rhs": rhs, "group": group,
               "est": match.group(2), "se": match.group(3)}
        for column in ("est", "se"):
            place = (example, "%s %s %s" % (lhs, kind, rhs), column)
            if group == 2 and place in LEFT_OUT:
                del row[column]
        rows.append(row)
    return rows


def main(folder):
    for example, (data, more, model) in CASES.items():
        file = "mplus-%s.csv" % data
        with open(os.path.join("..", "data", file), "w") as out:
            out.write(NAMES[data].replace(" ", ",") + "\n")
            for line in open(os.path.join(folder, data + ".dat")):
                cells = [cell[:-7] if cell.endswith(".000000") else cell
                         for cell in line.split()]
                if cells:
                    out.write(",".join(cells) + "\n")
        text = open(os.path.join(folder, "ex%s.out" % example),
                    encoding="latin-1").read()
        case = os.path.join("..", "mplus-ex" + example)
        os.makedirs(case, exist_ok=True)
        with open(os.path.join(case, "model.lav"), "w") as out:
            out.write("---\nkind: sem\ndata: ../data/%s\nmeanstructure: true\n"
                      "information: observed\nrotation: geomin\n"
                      "geomin-epsilon: 0.0001\n%s---\n%s" % (file, more, model))
        record = {
            "title": "Mplus User's Guide, example %s: exploratory structural "
                     "equation model" % example,
            "source": SOURCE.format(example),
            "software": "Mplus", "version": "Mplus 8.2",
            "command": "python3 tools/mplus-esem.py FOLDER",
            "parameters": [],
            "published": {"fit": {
                name: re.search(pattern, text).group(1)
                for name, pattern in MEASURES}},
        }
        lines = ",\n      ".join(
            json.dumps(row, ensure_ascii=False) for row in rows_of(text, example))
        head = json.dumps(record, ensure_ascii=False, indent=2)
        with open(os.path.join(case, "reference.json"), "w") as out:
            out.write(head.removesuffix("\n    }\n  }\n}")
                      + "\n    },\n    \"parameters\": [\n      " + lines
                      + "\n    ]\n  }\n}\n")


main(sys.argv[1])
