# Makes refitted-replicates.json: lavaan (0.6-14) fitted to the rows that some
# replicates draw, which refitted-replicates.py works out. Run in this folder:
# Rscript refitted-replicates.R
source("../../../Validation/tools/reference.R", chdir = TRUE)

drawn <- fromJSON(system("python3 refitted-replicates.py", intern = TRUE))
read <- function(name) read.csv(file.path("../../../Validation/data", name))
incomplete <- read("holzinger-swineford-missing.csv")
complete <- read("holzinger-swineford-1939.csv")
stopifnot(nrow(complete) == 301)
cfa_model <- "
  visual =~ x1 + x2 + x3
  textual =~ x4 + x5 + x6
  speed =~ x7 + x8 + x9"
path_model <- "x7 ~ x1 + x4
  x4 ~ x1 + x2"

estimates <- function(fit) {
  table <- parameterTable(fit)
  table <- table[table$free > 0, ]
  # The product's name is a.b here.
  name <- function(x) sub("^([A-Za-z0-9]+)[.]([A-Za-z0-9]+)$", "\\1:\\2", x)
  label <- ifelse(table$op == "~1", paste0(name(table$lhs), "~1"),
                  paste0(name(table$lhs), table$op, name(table$rhs)))
  c(setNames(as.list(table$est), label),
    list(chisq = fitMeasures(fit, "chisq")[[1]]))
}

refit <- function(fun, model, data, rows, prepare = identity, ...) {
  lapply(seq_len(nrow(rows)), function(k) {
    own <- prepare(data[rows[k, ], ])
    rownames(own) <- NULL
    fit <- fit_arguments(fun, list(model = model, data = own, ...))$fit
    list(fit = fit, data = own, estimates = estimates(fit))
  })
}
only <- function(fits) lapply(fits, `[[`, "estimates")

product_model <- "
  f =~ x1 + x2 + x3
  y =~ y1 + y2 + y3
  f.w =~ x1.w + x2.w + x3.w
  y ~ f + w + f.w
  f.w ~~ w
  f ~~ w"
# With the slopes of f at two values of w.
with_slopes <- function(fits) lapply(fits, function(own) {
  values <- coef(own$fit)
  at <- function(w) values[["y~f"]] +
    values[["y~f.w"]] * (w - mean(own$data$w, na.rm = TRUE))
  c(own$estimates, list(nine = at(9), eleven = at(11)))
})
multiplied <- function(data) add_products(data, c("x1.w", "x2.w", "x3.w"))

result <- list(
  two.stage = only(refit("cfa", cfa_model, incomplete, drawn$incomplete,
                         missing = "two.stage", em.h1.tol = 1e-13,
                         em.h1.iter.max = 100000L)),
  pairwise = only(refit("cfa", cfa_model, incomplete, drawn$incomplete,
                        missing = "pairwise")),
  wls = only(refit("cfa", cfa_model, complete, drawn$complete,
                   estimator = "WLS")),
  wls_means = only(refit("cfa", cfa_model, complete, drawn$complete,
                         estimator = "WLS", meanstructure = TRUE)),
  wls_path = only(refit("sem", path_model, complete, drawn$complete,
                        estimator = "WLS", fixed.x = TRUE)),
  product = with_slopes(refit(
    "sem", product_model, read("latent-products.csv"), drawn$product,
    prepare = multiplied)),
  incomplete_product = with_slopes(refit(
    "sem", product_model, read("latent-products-missing.csv"),
    drawn$incomplete_product, prepare = multiplied, missing = "ml",
    em.h1.tol = 1e-13, em.h1.iter.max = 100000L)))

write(toJSON(list(
  source = "lavaan 0.6-14, Rscript refitted-replicates.R, polished",
  replicates = drawn$replicates, fits = result),
  digits = NA, auto_unbox = TRUE, pretty = 1),
  "refitted-replicates.json")
