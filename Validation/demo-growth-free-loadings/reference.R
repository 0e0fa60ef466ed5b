source("../tools/reference.R")

write_reference(
  title = "Growth curve with free time scores",
  source = "Data: simulated, R package lavaan (Demo.growth)")
