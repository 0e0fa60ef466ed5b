# Makes the folders ordered-*: models of ordered variables with lavaan's
# numbers.
#
#   R_LIBS=(a library with lavaan 0.7-2) Rscript tools/ordered.R [CASE...]
#   Rscript tools/ordered.R --older [CASE...]
#
# The first writes model.lav and reference.json; the second, under 0.6-14, adds
# the fit measures of that version that are others, as `older`, and a note where
# its estimates or standard errors are.

arguments <- commandArgs()
tools <- dirname(sub("^--file=", "", grep("^--file=", arguments,
                                          value = TRUE)))
suppressMessages({
  library(lavaan)
  library(jsonlite)
  library(numDeriv)
})
source(file.path(tools, "cases.R"))
source(file.path(tools, "polish.R"))
is_full_information <- function(fit) FALSE
root <- dirname(normalizePath(tools))

binary <- "f =~ b1 + b2 + b3 + b4"
three <- "h =~ t1 + t2 + t3 + t4"
five <- "f =~ f1 + f2 + f3 + f4"
seven <- "f =~ s1 + s2 + s3 + b1"
two <- paste(five, three, sep = "\n")
# Pairwise likelihoods take lavaan minutes.
few <- "f =~ f1 + f2 + f3\nh =~ t1 + t2 + t3"
partly <- "f =~ f1 + t1 + c1 + c2"
given <- "f =~ f1 + f2 + t1\nf ~ x1 + x2"
mixed <- "f =~ s1 + f2 + c1 + b1\nh =~ t1 + t2 + c2"
structural <- paste(mixed, "h ~ f + x1", "f ~ x1 + x2", sep = "\n")
probit <- paste("f =~ f1 + f2 + f3", "z ~ f + x1", "t1 ~ z + f + x2",
                sep = "\n")

cases <- list(
  binary = list("binary items", binary),
  `binary-theta` = list("binary items", binary, parameterization = "theta"),
  three = list("three categories, two factors", paste(binary, three, sep = "\n")),
  five = list("five and three categories", two),
  `five-theta` = list("five and three categories", two,
                      parameterization = "theta"),
  seven = list("seven categories and two", seven),
  mixed = list("ordered and continuous indicators", mixed),
  `mixed-theta` = list("ordered and continuous indicators", mixed,
                       parameterization = "theta"),
  `std-lv` = list("variances of factors fixed", two, `std-lv` = "true"),
  wlsm = list("WLSM", two, estimator = "WLSM"),
  wlsmvs = list("WLSMVS", two, estimator = "WLSMVS",
                parameterization = "theta"),
  dwls = list("DWLS", two, estimator = "DWLS"),
  wls = list("WLS", two, estimator = "WLS"),
  `wls-mixed-theta` = list("WLS, ordered and continuous indicators", mixed,
                           estimator = "WLS", parameterization = "theta"),
  ulsmv = list("ULSMV", two, estimator = "ULSMV"),
  ulsm = list("ULSM", two, estimator = "ULSM", parameterization = "theta"),
  ulsmvs = list("ULSMVS, ordered and continuous indicators", mixed,
                estimator = "ULSMVS"),
  groups = list("two groups", two, group = "g"),
  `groups-theta` = list("two groups", two, group = "g",
                        parameterization = "theta"),
  `groups-thresholds` = list("two groups, equal thresholds", two, group = "g",
                             `group-equal` = "thresholds"),
  `groups-loadings-theta` = list(
    "two groups, equal thresholds and loadings", two, group = "g",
    `group-equal` = "thresholds, loadings", parameterization = "theta"),
  `groups-intercepts` = list(
    "two groups, equal thresholds, loadings and intercepts", two, group = "g",
    `group-equal` = "thresholds, loadings, intercepts"),
  `groups-binary-intercepts` = list(
    "two groups of binary items, equal thresholds, loadings and intercepts",
    binary, group = "g", `group-equal` = "thresholds, loadings, intercepts"),
  `sample-thresholds` = list(
    "thresholds fixed to the sample's but for two", paste(five, "f1 | t1 + t2",
                                                         sep = "\n"),
    `auto-th` = "false"),
  `sample-thresholds-groups` = list(
    "two groups, thresholds fixed to the samples', equal loadings", two,
    group = "g", `group-equal` = "thresholds, loadings", `auto-th` = "false"),
  `fixed-scales` = list(
    "two groups, equal thresholds and loadings, scales fixed", two,
    group = "g", `group-equal` = "thresholds, loadings",
    `auto-delta` = "false"),
  `groups-mixed-ulsmv` = list(
    "two groups, ordered and continuous indicators, equal thresholds", mixed,
    group = "g", `group-equal` = "thresholds", estimator = "ULSMV"),
  listwise = list("complete cases of incomplete data", two,
                  data = "../data/ordered-missing.csv"),
  pairwise = list("every pair of values", two,
                  data = "../data/ordered-missing.csv", missing = "pairwise"),
  `pairwise-groups` = list(
    "every pair of values in two groups, equal thresholds and loadings", two,
    data = "../data/ordered-missing.csv", missing = "pairwise", group = "g",
    `group-equal` = "thresholds, loadings"),
  `pairwise-mixed-theta` = list(
    "every pair of values, ordered and continuous indicators", mixed,
    data = "../data/ordered-missing.csv", missing = "pairwise",
    parameterization = "theta"),
  `pairwise-covariates` = list(
    "every pair of values, given covariates", structural,
    data = "../data/ordered-missing.csv", missing = "pairwise"),
  covariates = list("given covariates", structural),
  `covariates-theta` = list("given covariates", structural,
                            parameterization = "theta"),
  `covariates-groups` = list("given covariates in two groups", structural,
                             group = "g"),
  `covariates-ulsmv` = list("ULSMV given covariates", structural,
                            estimator = "ULSMV"),
  `covariates-wls` = list("WLS given covariates", structural,
                          estimator = "WLS"),
  `covariates-joint` = list(
    "a covariate among the variables", gsub(" + x2", "", structural,
                                            fixed = TRUE),
    `conditional-x` = "false"),
  probit = list("an ordered mediator and an ordered outcome", probit,
                parameterization = "theta"),
  `probit-groups` = list(
    "an ordered mediator and an ordered outcome in two groups", probit,
    parameterization = "theta", group = "g"),
  weights = list("sampling weights", two, `sampling-weights` = "w"),
  `weights-covariates` = list("sampling weights, given covariates", structural,
                              `sampling-weights` = "w"),
  cluster = list("clusters", two, cluster = "k"),
  `cluster-covariates` = list("clusters, given covariates", structural,
                              cluster = "k"),
  `pml-binary` = list("pairwise likelihood, binary items", binary,
                      estimator = "PML"),
  `pml-binary-theta` = list("pairwise likelihood, binary items", binary,
                            estimator = "PML", parameterization = "theta"),
  pml = list("pairwise likelihood, five and three categories", few,
             estimator = "PML"),
  `pml-theta` = list("pairwise likelihood, five and three categories", few,
                     estimator = "PML", parameterization = "theta"),
  `pml-seven` = list("pairwise likelihood, seven categories and two", seven,
                     estimator = "PML"),
  `pml-std-lv` = list("pairwise likelihood, variances of factors fixed", few,
                      estimator = "PML", `std-lv` = "true"),
  `pml-groups` = list("pairwise likelihood, two groups", few,
                      estimator = "PML", group = "g"),
  `pml-groups-loadings` = list(
    "pairwise likelihood, two groups, equal loadings", few, estimator = "PML",
    group = "g", `group-equal` = "loadings"),
  `pml-groups-thresholds` = list(
    "pairwise likelihood, two groups, equal thresholds and loadings", few,
    estimator = "PML", group = "g", `group-equal` = "thresholds, loadings"),
  `pml-groups-thresholds-theta` = list(
    "pairwise likelihood, two groups, equal thresholds and loadings", few,
    estimator = "PML", group = "g", `group-equal` = "thresholds, loadings",
    parameterization = "theta"),
  `pml-listwise` = list(
    "pairwise likelihood, complete cases of incomplete data", few,
    estimator = "PML", data = "../data/ordered-missing.csv"),
  `pml-pairwise` = list(
    "pairwise likelihood, every pair of values", few, estimator = "PML",
    data = "../data/ordered-missing.csv", missing = "pairwise"),
  `pml-available` = list(
    "pairwise likelihood, every value of a pair", few, estimator = "PML",
    data = "../data/ordered-missing.csv", missing = "available.cases"),
  `pml-available-groups` = list(
    "pairwise likelihood, every value of a pair, two groups", few,
    estimator = "PML", data = "../data/ordered-missing.csv",
    missing = "available.cases", group = "g", parameterization = "theta"),
  `pml-weights` = list("pairwise likelihood, sampling weights", few,
                       estimator = "PML", `sampling-weights` = "w"),
  `pml-cluster` = list("pairwise likelihood, clusters", few,
                       estimator = "PML", cluster = "k"),
  `pml-mixed` = list(
    "pairwise likelihood, ordered and continuous indicators", partly,
    estimator = "PML"),
  `pml-mixed-theta` = list(
    "pairwise likelihood, ordered and continuous indicators", partly,
    estimator = "PML", parameterization = "theta"),
  `pml-covariates` = list(
    "pairwise likelihood given covariates", given, estimator = "PML"),
  `pml-covariates-groups` = list(
    "pairwise likelihood given covariates in two groups", given,
    estimator = "PML", group = "g", parameterization = "theta"),
  `pml-covariates-joint` = list(
    "pairwise likelihood, a covariate among the variables",
    gsub(" + x2", "", given, fixed = TRUE), estimator = "PML",
    `conditional-x` = "false"),
  `three-theta` = list("three categories, two factors",
                       paste(binary, three, sep = "\n"),
                       parameterization = "theta"),
  `seven-theta` = list("seven categories and two", seven,
                       parameterization = "theta"),
  `dwls-groups-theta` = list("DWLS in two groups", two, estimator = "DWLS",
                             group = "g", parameterization = "theta"),
  `wls-groups` = list("WLS of binary items in two groups", binary,
                      estimator = "WLS", group = "g"),
  `wlsm-pairwise-theta` = list(
    "WLSM, every pair of values", two, estimator = "WLSM",
    parameterization = "theta", data = "../data/ordered-missing.csv",
    missing = "pairwise"),
  `ulsmv-pairwise-groups` = list(
    "ULSMV, every pair of values in two groups, equal thresholds", two,
    estimator = "ULSMV", data = "../data/ordered-missing.csv",
    missing = "pairwise", group = "g", `group-equal` = "thresholds"),
  `wlsmvs-covariates` = list("WLSMVS given covariates", structural,
                             estimator = "WLSMVS"),
  `uls-pairwise-covariates` = list(
    "ULS, every pair of values, given covariates", structural,
    estimator = "ULS", data = "../data/ordered-missing.csv",
    missing = "pairwise", parameterization = "theta"),
  many = list(
    "24 items of two to five categories, more statistics than cases",
    paste(sprintf("k%d =~ u%d + u%d + u%d + u%d", 1:6, 4 * 1:6 - 3,
                  4 * 1:6 - 2, 4 * 1:6 - 1, 4 * 1:6), collapse = "\n"),
    data = "../data/ordered-many.csv", missing = "pairwise"),
  `weights-pairwise` = list(
    "sampling weights, every pair of values", two, `sampling-weights` = "w",
    data = "../data/ordered-missing.csv", missing = "pairwise")
)

# The cells of estimator, parameterization and groups that the cases above leave,
# with treatments of missing values, categories and covariates in turn.
pair <- paste(binary, three, sep = "\n")
words <- list(
  text = c(two = "five and three categories", binary = "binary items",
           given = "given covariates", seven = "seven categories and two",
           partly = "ordered and continuous indicators",
           pair = "two and three categories",
           few = "five and three categories"),
  groups = c(one = "", several = " in two groups",
             thresholds = " in two groups with equal thresholds"),
  missing = c(complete = "", pairwise = ", every pair of values",
              listwise = ", complete cases of incomplete data"))
cells <- c(
  "WLSM delta several complete two",
  "WLSM delta thresholds pairwise binary",
  "WLSM theta several pairwise given",
  "WLSM theta thresholds pairwise seven",
  "WLSMVS delta several complete partly",
  "WLSMVS delta thresholds pairwise pair",
  "WLSMVS theta several pairwise two",
  "WLSMVS theta thresholds complete binary",
  "DWLS delta several pairwise given",
  "DWLS delta thresholds listwise seven",
  "DWLS theta one pairwise partly",
  "DWLS theta thresholds complete pair",
  "ULS delta one listwise two",
  "ULS delta several pairwise binary",
  "ULS delta thresholds complete given",
  "ULS theta several pairwise seven",
  "ULS theta thresholds listwise partly",
  "ULSM delta one pairwise pair",
  "ULSM delta several pairwise two",
  "ULSM delta thresholds listwise binary",
  "ULSM theta several pairwise given",
  "ULSM theta thresholds complete seven",
  "ULSMV delta several pairwise partly",
  "ULSMV theta one listwise pair",
  "ULSMV theta several complete two",
  "ULSMV theta thresholds pairwise binary",
  "ULSMVS delta several pairwise given",
  "ULSMVS delta thresholds pairwise seven",
  "ULSMVS theta one complete partly",
  "ULSMVS theta several pairwise pair",
  "ULSMVS theta thresholds pairwise two",
  "WLS delta thresholds complete binary",
  "WLS theta several complete few",
  "WLS theta thresholds complete few")
for (cell in strsplit(cells, " ")) {
  case <- list(
    paste0(cell[1], " of ", words$text[[cell[5]]], words$groups[[cell[3]]],
           words$missing[[cell[4]]]),
    get(cell[5]), estimator = cell[1])
  if (cell[2] == "theta") case$parameterization <- "theta"
  if (cell[3] != "one") case$group <- "g"
  if (cell[3] == "thresholds") case$`group-equal` <- "thresholds"
  if (cell[4] != "complete") case$data <- "../data/ordered-missing.csv"
  if (cell[4] == "pairwise") case$missing <- "pairwise"
  cases[[paste(c("cell", tolower(cell[1:3])), collapse = "-")]] <- case
}

ordered_names <- function(text) {
  # Names of thresholds are none of variables.
  text <- gsub("\\|[^\n]*", "", text)
  names <- unique(unlist(regmatches(text, gregexpr("\\b[btfs][1-4]\\b|\\bz\\b|\\bu[0-9]+\\b",
                                                   text))))
  paste(names, collapse = ", ")
}

write_model <- function(folder, case) {
  options <- case[-(1:2)]
  if (is.null(options$data)) options <- c(data = "../data/ordered.csv", options)
  options$ordered <- ordered_names(case[[2]])
  lines <- c("---", sprintf("%s: %s", names(options), unlist(options)), "---",
             strsplit(case[[2]], "\n")[[1]])
  dir.create(folder, showWarnings = FALSE)
  writeLines(lines, file.path(folder, "model.lav"))
}

fitted_case <- function(folder) {
  case <- read_case(file.path(folder, "model.lav"))
  arguments <- call_arguments(case)
  arguments[c("em.h1.tol", "em.h1.iter.max")] <- NULL
  arguments$ordered <- split_list(arguments$ordered)
  arguments$optim.force.converged <- TRUE
  suppressWarnings(fit_arguments("sem", arguments))
}

number <- function(x) {
  ifelse(is.finite(x), signif(x, 12), NA)
}

measures_of <- function(fit) {
  values <- unclass(fitMeasures(fit))
  # Computed from another scale (logl), or by lavaan's own search (intervals).
  values <- values[is.finite(values)]
  names(values) <- gsub(".", "_", names(values), fixed = TRUE)
  dropped <- c("ntotal", "bic2", "rmsea_ci_level", "rmsea_close_h0",
               "rmsea_notclose_h0")
  values <- values[!names(values) %in% dropped]
  # Critical N magnifies the last digits of a small χ².
  values[!grepl("^rmsea_ci|pvalue$|pvalue_|^cn_|^gfi_ci",
                names(values))]
}

# Without a search the pairwise likelihood has none without restrictions
# either, from which the test counts: statistics are those of lavaan's first
# fit, whose values are of second order in what it stops short of; scaling
# factors are those at the polished solution. Indices of the scaled statistic
# follow.
pairwise_measures <- function(found) {
  own <- measures_of(found$first)
  polished <- measures_of(found$fit)
  for (prefix in c("", "baseline_")) {
    name <- paste0(prefix, c("chisq", "df_scaled", "chisq_scaling_factor",
                             "chisq_scaled"))
    if (abs(polished[name[2]] - own[name[2]]) < 1e-2) {
      own[name[2:3]] <- polished[name[2:3]]
    }
    own[name[4]] <- own[name[1]] / own[name[3]]
  }
  residual <- grepl("rmr", names(own))
  own[residual] <- polished[names(own)[residual]]
  others <- grepl("_scaled$", names(own)) & !grepl("chisq|df", names(own))
  own[!others]
}

reference_of <- function(name, case, found) {
  fit <- found$fit
  is_pairwise <- identical(case$estimator, "PML")
  measures <- if (is_pairwise) pairwise_measures(found) else measures_of(fit)
  # Where some variables are continuous, or given others, lavaan's first two
  # moments of the ratio are no ones: degrees of freedom are negative, or more
  # than the model's; and its minimum counts from another zero.
  is_casewise <- is_pairwise &&
    !identical(sort(lavNames(fit, "ov")), sort(lavNames(fit, "ov.ord")))
  if (is_casewise) {
    measures <- measures[!grepl("_scaled$|_factor$|^fmin$", names(measures))]
  }
  # lavaan's own numbers in delta and theta differ by 3e-6 and more here.
  if (name %in% c("pml-theta", "pml-groups-thresholds-theta",
                  "pml-available-groups")) {
    measures <- measures[!grepl("_scaled$|_factor$", names(measures))]
  }
  # In lavaan the saturated model's scores are not summed over clusters.
  if (is_pairwise && "cluster" %in% names(case)) {
    measures <- measures[!grepl("_scaled$|_factor$", names(measures))]
  }
  # The robust gfi of weighted and clustered cases is not compared, nor one
  # that shows by which number of cases it divides (OrderedVariables.md).
  if (any(c("cluster", "sampling-weights") %in% names(case)) ||
        isTRUE(measures["gfi_robust"] < 0.999)) {
    measures <- measures[names(measures) != "gfi_robust"]
  }
  # Robust indices of several groups are compared elsewhere, and there are none
  # of restricted thresholds.
  if (lavInspect(fit, "ngroups") > 1 || "auto-th" %in% names(case)) {
    measures <- measures[!grepl("_robust$", names(measures))]
  }
  table <- parameterEstimates(fit, standardized = TRUE, remove.nonfree = FALSE)
  if (is.null(table$group)) table$group <- 1
  rows <- table[!table$op %in% c("==", "<", ">"), ]
  free <- rows$se > 1e-7 & !is.na(rows$se)
  list(
    title = paste0("Ordered variables: ", case[[1]]),
    source = "Made data: Validation/data/ordered.R",
    software = "R lavaan",
    version = paste0("lavaan ", packageVersion("lavaan"), ", R ",
                     getRversion()),
    command = paste("Rscript tools/ordered.R", name),
    gradient = found$residual,
    parameters = data.frame(
      lhs = rows$lhs, op = rows$op, rhs = rows$rhs, group = rows$group,
      est = number(rows$est), se = ifelse(free, number(rows$se), 0),
      std_lv = number(rows$std.lv), std_all = number(rows$std.all)),
    fit = as.list(number(measures)))
}

json_text <- function(reference) {
  member <- function(key, value) {
    body <- if (is.data.frame(value)) {
      lines <- vapply(seq_len(nrow(value)), function(i) {
        row <- as.list(value[i, ])
        # A scaling factor is no part of a standardized solution.
        if (row$op == "~*~") row <- row[!grepl("std", names(row))]
        toJSON(row, auto_unbox = TRUE, digits = NA, na = "null")
      }, "")
      paste0("[\n    ", paste(lines, collapse = ",\n    "), "\n  ]")
    } else {
      toJSON(value, auto_unbox = TRUE, digits = NA, na = "null")
    }
    paste0("  \"", key, "\": ", body)
  }
  c("{", paste(mapply(member, names(reference), reference), collapse = ",\n"),
    "}")
}

older_of <- function(reference, found, is_pairwise) {
  own <- if (is_pairwise) {
    pairwise_measures(found)
  } else {
    measures_of(found$fit)
  }
  given <- unlist(reference$fit)
  shared <- intersect(names(own), names(given))
  differs <- abs(own[shared] - given[shared]) > 1e-6 * pmax(1, abs(own[shared]))
  table <- parameterEstimates(found$fit, remove.nonfree = FALSE)
  if (is.null(table$group)) table$group <- 1
  key <- function(t) paste(t$lhs, t$op, t$rhs, t$group)
  rows <- match(key(reference$parameters), key(table))
  moved <- max(abs(table$est[rows] - reference$parameters$est), na.rm = TRUE)
  errors <- max(abs(table$se[rows] - reference$parameters$se), na.rm = TRUE)
  older <- list(version = paste("lavaan", packageVersion("lavaan")),
                fit = as.list(number(own[shared][differs])))
  if (moved > 1e-6) {
    older$notes <- paste(
      "Another model: estimates differ by up to", signif(moved, 3))
  } else if (errors > 1e-5) {
    older$notes <- "Other standard errors"
  }
  older
}

given <- commandArgs(TRUE)
is_older <- "--older" %in% given
chosen <- setdiff(given, "--older")
if (length(chosen) == 0) chosen <- names(cases)
for (name in chosen) {
  folder <- file.path(root, paste0("ordered-", name))
  file <- file.path(folder, "reference.json")
  if (!is_older) write_model(folder, cases[[name]])
  failure <- NULL
  found <- tryCatch(fitted_case(folder), error = function(error) {
    cat("FAILED", name, ":", conditionMessage(error), "\n")
    failure <<- conditionMessage(error)
    NULL
  })
  if (is.null(found)) {
    if (is_older) {
      reference <- fromJSON(file)
      reference$older <- list(
        version = paste("lavaan", packageVersion("lavaan")),
        notes = paste("No fit:", sub(" *= .*", "", failure)))
      writeLines(json_text(reference), file)
    }
    next
  }
  if (is_older) {
    reference <- fromJSON(file)
    reference$older <- older_of(
      reference, found, identical(cases[[name]]$estimator, "PML"))
  } else {
    reference <- reference_of(name, cases[[name]], found)
  }
  writeLines(json_text(reference), file)
  cat(name, "\n")
}
