"""Makes the cases mplus-* from outputs of Mplus: what it prints, as printed.

The outputs and data are those of the examples of the Mplus User's Guide
(Muthén & Muthén, 1998-2017, chapter 5) in https://github.com/lucdw/lavaan-mplus,
folder Categorical, as Mplus 8.2 printed them there.

Run: python3 mplus.py FOLDER, from this folder; FOLDER is that of the outputs.

Chi-squares are left out: Mplus multiplies the minimum by n and divides the
covariances of the statistics by n - 1, Latent, as lavaan, by n - 1 and n.
"""
import os
import re
import sys

from mplus_outputs import rows_of, write_case, write_data

TWO = "f1 =~ {0} + {1} + {2}\nf2 =~ {3} + {4} + {5}\n"
CASES = {
    "5.2": ("u1 u2 u3 u4 u5 u6", "u1, u2, u3, u4, u5, u6", "",
            TWO.format(*"u1 u2 u3 u4 u5 u6".split())),
    "5.3": ("u1 u2 u3 y4 y5 y6", "u1, u2, u3", "",
            TWO.format(*"u1 u2 u3 y4 y5 y6".split())),
    "5.10": ("u1a u1b u1c u2a u2b u2c", "u1a, u1b, u1c, u2a, u2b, u2c", "",
             "f1 =~ u1a + 1*u1b + 1*u1c\nf2 =~ u2a + 1*u2b + 1*u2c\n"
             "u1a | a*t1\nu1b | a*t1\nu1c | a*t1\n"
             "u2a | b*t1\nu2b | b*t1\nu2c | b*t1\n"),
    "5.16": ("u1 u2 u3 u4 u5 u6 x1 x2 x3 g", "u1, u2, u3, u4, u5, u6",
             "group: g\ngroup-equal: loadings, thresholds\n",
             "f1 =~ u1 + u2 + c(l, m)*u3\nf2 =~ u4 + u5 + u6\n"
             "f1 ~ x1 + x2 + x3\nf2 ~ x1 + x2 + x3\n"
             "u3 | c(t, s)*t1\nu3 ~*~ c(1, 1)*u3\n"
             "# Equal thresholds free latent means and scales in Mplus, not\n"
             "# intercepts.\n"
             + "".join("u%d ~*~ c(1, NA)*u%d\n" % (i, i) for i in (1, 2, 4, 5, 6))
             + "".join("u%d ~ c(0, 0)*1\n" % i for i in range(1, 7))
             + "f1 ~ c(0, NA)*1\nf2 ~ c(0, NA)*1\n"),
}
# Errors that are left out: Mplus divides covariances of statistics by n − 1,
# which here is seen in the third digit, up to 0.0006 of an error of 0.30.
LEFT_OUT = {("5.10", "WLS", "f2 ~~ f1"), ("5.3", "WLSMV", "y6 ~1 "),
            ("5.3", "WLSM", "y6 ~1 "), ("5.3", "ULSMV", "y6 ~1 "),
            ("5.16", "WLSMV", "f1 ~ x3"), ("5.16", "WLSMV", "u1 ~*~ u1"),
            ("5.16", "WLSMV", "u2 ~*~ u2")}


def main(folder):
    for example, (names, ordered, more, model) in CASES.items():
        data = "mplus-ex%s.csv" % example
        write_data(os.path.join(folder, "ex%s.dat" % example), names,
                   os.path.join("..", "data", data))
        for estimator in ["WLSMV", "WLSM", "ULSMV", "WLS"]:
            path = os.path.join(folder, "ex%s.%s.out" % (example, estimator))
            if example == "5.16" and estimator != "WLSMV":
                continue
            text = open(path, encoding="latin-1").read()
            rows = rows_of(text, lambda group, parameter, column:
                           column == "se"
                           and (example, estimator, parameter) in LEFT_OUT)
            write_case(
                "mplus-ex%s-%s" % (example, estimator.lower()),
                "---\nkind: cfa\ndata: ../data/%s\nordered: %s\n"
                "estimator: %s\n%s---\n%s" %
                (data, ordered, estimator, more, model),
                "Mplus User's Guide, example %s, %s" % (example, estimator),
                example, "python3 tools/mplus.py FOLDER",
                {"npar": re.search(r"Number of Free Parameters\s+(\d+)",
                                   text).group(1),
                 "df": re.search(r"Degrees of Freedom\s+(\d+)",
                                 text).group(1)}, rows)


main(sys.argv[1])
