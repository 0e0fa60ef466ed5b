# What lavaan gives for the designs of Muthén & Muthén (2002), drawn and fitted
# in a loop of its own: the factor correlation of the CFA with 150 cases, and the
# slope's regression on the covariate of the growth model with 150 and 600.
# Prints, of each, mean, SD, mean standard error, coverage, power.
#
# Run: Rscript muthen-muthen-2002.R REPLICATES

suppressMessages(library(lavaan))
replicates <- as.integer(commandArgs(TRUE)[1])
cat("lavaan", as.character(packageVersion("lavaan")), "\n")

summarize <- function(name, draw, fit, lhs, op, rhs, truth) {
  rows <- sapply(seq_len(replicates), function(number) {
    set.seed(number)
    table <- parameterEstimates(fit(draw()))
    row <- table[table$lhs == lhs & table$op == op & table$rhs == rhs, ]
    c(row$est, row$se)
  })
  z <- qnorm(0.975)
  cat(name, mean(rows[1, ]), sd(rows[1, ]), mean(rows[2, ]),
      mean(abs(rows[1, ] - truth) <= z * rows[2, ]),
      mean(abs(rows[1, ]) > z * rows[2, ]), "\n")
}

cfa_values <- paste0("
  f1 =~ 0.8*y1 + 0.8*y2 + 0.8*y3 + 0.8*y4 + 0.8*y5
  f2 =~ 0.8*y6 + 0.8*y7 + 0.8*y8 + 0.8*y9 + 0.8*y10
  f1 ~~ 1*f1 + 0.25*f2
  f2 ~~ 1*f2\n", paste0("y", 1:10, " ~~ 0.36*y", 1:10, collapse = "\n"))
cfa_model <- "
  f1 =~ y1 + y2 + y3 + y4 + y5
  f2 =~ y6 + y7 + y8 + y9 + y10"
summarize("cfa 150", function() simulateData(cfa_values, sample.nobs = 150),
          function(data) cfa(cfa_model, data, std.lv = TRUE),
          "f1", "~~", "f2", 0.25)

growth_model <- "
  i =~ 1*y1 + 1*y2 + 1*y3 + 1*y4
  s =~ 0*y1 + 1*y2 + 2*y3 + 3*y4
  i + s ~ x"
growth_values <- function(slope) paste0("
  i =~ 1*y1 + 1*y2 + 1*y3 + 1*y4
  s =~ 0*y1 + 1*y2 + 2*y3 + 3*y4
  i ~~ 0.25*i + 0*s
  s ~~ 0.09*s
  y1 ~~ 0.5*y1
  y2 ~~ 0.5*y2
  y3 ~~ 0.5*y3
  y4 ~~ 0.5*y4
  s ~ 0.2*1
  i ~ 0.5*x
  s ~ ", slope, "*x
  x ~~ 0.25*x
  x ~ 0.5*1")
for (design in list(c(0.2, 150), c(0.1, 600))) {
  summarize(
    paste("growth", design[2]),
    function() simulateData(growth_values(design[1]), sample.nobs = design[2],
                            int.ov.free = FALSE),
    function(data) growth(growth_model, data), "s", "~", "x", design[1])
}
