# Makes invariance.json: a ladder of invariance by lavaan 0.6-14, with
# lavTestLRT of each step, lavTestScore of the equalities that a step adds, and
# the ladder with two intercepts released. A second case has three groups, whose
# equalities have two degrees of freedom: their score statistics are those of
# lavTestScore(release = both constraints).
# Run in this folder: Rscript invariance.R
# nlminb calls an optimum as tight as this one unproven: hence force.converged.
suppressMessages(library(lavaan))
library(jsonlite)

text <- "visual =~ x1 + x2 + x3
textual =~ x4 + x5 + x6
speed =~ x7 + x8 + x9"
sets <- list(character(), "loadings", c("loadings", "intercepts"),
             c("loadings", "intercepts", "residuals"),
             c("loadings", "intercepts", "residuals", "means"))
path <- "../../../Validation/data/holzinger-swineford-1939.csv"

run <- function(data, group, partial = "", from = 1) {
  fits <- lapply(sets, function(equal) {
    arguments <- list(model = text, data = data, group = group,
                      control = list(rel.tol = 1e-12, iter.max = 10000),
                      optim.force.converged = TRUE)
    if (length(equal)) arguments$group.equal <- equal
    if (nzchar(partial[1]) && "intercepts" %in% equal)
      arguments$group.partial <- partial
    do.call("cfa", arguments)
  })
  lapply(seq_along(fits), function(k) {
    fit <- fits[[k]]
    m <- fitMeasures(fit)
    row <- list(chisq = m[["chisq"]], df = m[["df"]], cfi = m[["cfi"]],
                rmsea = m[["rmsea"]], srmr = m[["srmr"]])
    if (k > 1) {
      test <- lavTestLRT(fits[[k - 1]], fit)
      row$chisq_diff <- test[2, "Chisq diff"]
      row$df_diff <- test[2, "Df diff"]
      row$pvalue_diff <- test[2, "Pr(>Chisq)"]
      # The equalities by the name of the first group's row.
      pt <- parTable(fit)
      constraints <- pt[pt$op == "==", ]
      first <- pt[match(constraints$lhs, pt$plabel), ]
      name <- paste0(first$lhs, first$op, first$rhs)
      scores <- lapply(unique(name), function(one) {
        released <- which(name == one)
        s <- suppressWarnings(lavTestScore(fit, release = released))
        list(parameter = one, score = s$test$X2, df = s$test$df)
      })
      row$scores <- scores
    }
    row
  })
}

data <- read.csv(path)
three <- subset(data, TRUE)
three$third <- c("a", "b", "c")[(seq_len(nrow(data)) - 1) %% 3 + 1]
cases <- list(
  list(name = "schools", group = "school", partial = list(),
       rungs = run(data, "school")),
  list(name = "partial", group = "school", partial = c("x3~1", "x7~1"),
       rungs = run(data, "school", c("x3~1", "x7~1"))),
  list(name = "three groups", group = "third", partial = list(),
       rungs = run(three, "third")))
write(toJSON(cases, auto_unbox = TRUE, digits = NA, pretty = 1),
      "invariance.json")
