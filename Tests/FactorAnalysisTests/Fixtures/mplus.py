"""What Mplus 8 prints of examples 4.1, 4.2 and 4.7 of its User's Guide.

Run where ex4.1part1.out, ex4.2.out and ex4.7.out are, from
github.com/lucdw/lavaan-mplus, with moments.json of mplus.R:
python3 mplus.py > mplus.json
"""
import json
import re

TABLES = {
    "loadings": "ROTATED LOADINGS",
    "correlations": "FACTOR CORRELATIONS",
    "uniquenesses": "ESTIMATED RESIDUAL VARIANCES",
}


def tables(lines):
    """The tables of a solution by their titles, row by row."""
    found, title = {}, None
    for line in lines:
        words = line.strip()
        match = re.match(r"^\s{8,}((?:S\.E\. )?[A-Z][A-Z\-. ]+)", line)
        if match:
            title = match.group(1).strip()
        elif re.match(r"^(MODEL|QUALITY|EXPLORATORY|Beginning|Est\.)", words):
            title = None
        elif title:
            cells = words.replace("*", "").split()
            numbers = [c for c in cells if re.match(r"^-?\d*\.\d+$", c)]
            if numbers and len(numbers) >= len(cells) - 1:
                found.setdefault(title, []).append([float(n) for n in numbers])
    return found


def solutions(path):
    text = open(path).read()
    parts = re.split(r"EXPLORATORY FACTOR ANALYSIS WITH (\d+) FACTOR\(S\):", text)
    for count, body in zip(parts[1::2], parts[2::2]):
        def value(pattern):
            match = re.search(pattern, body)
            return match and float(match.group(1))
        chi = r"Chi-Square Test of Model Fit\s+Value\s+([\d.]+)\*?\s"
        fit = {
            "chisq": value(chi), "df": value(r"Degrees of Freedom\s+(\d+)"),
            "rmsea": value(r"Estimate\s+([\d.]+)\s+90 Percent"),
            "lower": value(r"90 Percent C\.I\.\s+([\d.]+)"),
            "upper": value(r"90 Percent C\.I\.\s+\S+\s+([\d.]+)"),
            "cfi": value(r"CFI\s+(\d[\d.]+)"), "tli": value(r"TLI\s+(\d[\d.]+)"),
            "srmr": value(r"SRMR[^\n]*\n\s+Value\s+([\d.]+)"),
            "aic": value(r"Akaike \(AIC\)\s+([\d.]+)"),
            "bic": value(r"Bayesian \(BIC\)\s+([\d.]+)"),
        }
        own = {"factors": int(count), "fit": {k: v for k, v in fit.items() if v is not None}}
        printed = tables(body.splitlines())
        for title, rows in printed.items():
            for name, ending in TABLES.items():
                if title.endswith(ending):
                    key = name + ("Errors" if title.startswith("S.E.") else "")
                    own[key] = sum(rows, []) if name == "uniquenesses" else rows
        yield own


moments = json.load(open("moments.json"))
files = {"4.1": "ex4.1part1.out", "4.2": "ex4.2.out", "4.7": "ex4.7.out"}
print(json.dumps({
    example: dict(moments[example], solutions=list(solutions(file)))
    for example, file in files.items()}))
