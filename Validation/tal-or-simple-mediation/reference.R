source("../tools/reference.R")

write_reference(
  title = "Presumed media influence, simple mediation",
  source = paste(
    "Data: Tal-Or, Cohen, Tsfati and Gunther (2010), Communication",
    "Research 37, 801-824, as in R package psych (Tal_Or). Published:",
    "Hayes (2018), Introduction to Mediation, Moderation, and",
    "Conditional Process Analysis, 2nd ed."),
  published = list(
    parameters = list(
      printed("pmi", "~", "cond", est = "0.4765"),
      printed("reaction", "~", "pmi", est = "0.5064"),
      printed("reaction", "~", "cond", est = "0.2544"),
      printed("indirect", ":=", "a*b", est = "0.2413", group = 0),
      printed("total", ":=", "cp+a*b", est = "0.4957", group = 0))))
