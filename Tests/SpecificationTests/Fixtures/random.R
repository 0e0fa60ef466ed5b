# A random corpus for partable.R: terms, modifiers, groups and options at
# random, to meet combinations that nobody thinks of.
set.seed(20)
pick <- function(x, n = 1) x[sample.int(length(x), n)]
chance <- function(p) runif(1) < p

# A modifier for a model of g groups, often none.
modifier <- function(g) {
  entries <- function(choices) if (g > 1 && chance(.4))
    paste0("c(", paste(sapply(1:g, function(i) pick(choices)), collapse = ", "), ")*")
    else paste0(pick(choices), "*")
  switch(pick(c("none", "none", "none", "label", "number", "free", "start")),
         none = "", label = entries(c("a", "b", "c", "d")),
         number = entries(c("1", "0", "0.5", "2")), free = "NA*",
         start = paste0("start(", pick(c("0.3", "1.5")), ")*"))
}

observed <- c(paste0("x", 1:6), paste0("y", 1:4), "z", "w")
sets <- c("loadings", "intercepts", "means", "residuals",
          "residual.covariances", "lv.variances", "lv.covariances",
          "regressions")

random_case <- function(i) {
  g <- pick(c(1, 1, 1, 2, 3))
  latent <- c("f", "g", "h")[seq_len(pick(0:3))]
  terms <- function(names)
    paste0(sapply(names, function(v) paste0(modifier(g), v)), collapse = " + ")
  lines <- character()
  for (l in latent)
    lines <- c(lines, paste(l, if (chance(.07)) "<~" else "=~",
      terms(pick(c(observed, setdiff(latent, l)), pick(1:4)))))
  for (k in seq_len(pick(0:3))) {
    y <- pick(c(observed, latent))
    x <- setdiff(pick(c(observed, latent), pick(1:3)), y)
    if (length(x)) lines <- c(lines, paste(y, "~", terms(x)))
  }
  for (k in seq_len(pick(c(0, 0, 1, 2)))) {
    p <- pick(c(observed, latent))
    q <- if (chance(.4)) p else pick(c(observed, latent))
    lines <- c(lines, paste(p, "~~", terms(q)))
  }
  if (chance(.25)) lines <- c(lines, paste(pick(c(observed, latent)), "~", terms("1")))
  if (!length(lines)) lines <- "x1 ~~ x2"
  options <- list()
  if (g > 1) options$ngroups <- as.integer(g)
  held <- sets[runif(length(sets)) < .4]
  if (g > 1 && length(held)) options$group.equal <- held
  if (chance(.2)) options$std.lv <- TRUE
  else if (chance(.2)) options$effect.coding <-
    pick(list("loadings", c("loadings", "intercepts"), "intercepts"))[[1]]
  if (chance(.15)) options$orthogonal <- TRUE
  if (chance(.2)) options$fixed.x <- FALSE
  if (chance(.4)) options$meanstructure <- TRUE
  # What lavaan refuses (a parameter given twice) is left out.
  tryCatch(
    do.call(case, c(list(paste("random", i), paste(sample(lines), collapse = "\n"),
                         pick(c("sem", "sem", "cfa", "growth", "lavaan"))), options)),
    error = function(e) NULL)
}
for (i in 1:110) random_case(i)
