"""Writes firms.sav from firms.csv: the same cases as an SPSS file with labels in
Chinese. Needs pandas and pyreadstat (1.2 or later); run in this folder."""

import re

import pandas
import pyreadstat

cases = pandas.read_csv("firms.csv")
labels = {}
for line in open("codebook.md", encoding="utf-8"):
    row = re.match(r"\| `(\w+)` \| (.+?) \| (.+?) \|", line)
    if row:
        labels[row[1]] = row[2].split("：", 1)[-1]
items = [name for name in cases.columns if re.fullmatch(r"[a-z]{2}\d", name)]
answers = {
    1: "非常不同意", 2: "不同意", 3: "有点不同意", 4: "不确定", 5: "有点同意",
    6: "同意", 7: "非常同意",
}
stages = {1: "形成期", 2: "成长期", 3: "成熟期"}
labels["firm"] = "企业编号"
labels["district"] = "地区"
labels["stage"] = "集群成长阶段"
pyreadstat.write_sav(
    cases, "firms.sav", file_label="Simulated data 模拟数据",
    column_labels=[labels[name] for name in cases.columns],
    variable_value_labels={**{name: answers for name in items}, "stage": stages},
    variable_measure={
        name: "scale" if name in items
        else "ordinal" if name == "stage" else "nominal"
        for name in cases.columns})
