# Makes corpus.json: random models on simulated moments, fitted with lavaan.
# Run in this folder: Rscript corpus.R
#
# Each model is drawn from a seed, a population from the model, a sample from
# the population; what is kept of the sample are its moments. The fits use the
# same polishing as the validation cases.

source("../../../Validation/tools/reference.R", chdir = TRUE)

count <- 60
pick <- function(values, size = 1) values[sample.int(length(values), size)]
spread <- function(n, low, high) round(runif(n, low, high), 3)
plus <- function(names) paste(names, collapse = " + ")

# A population: lines of the model text, and the same with values.
draw_cfa <- function(factors, indicators) {
  model <- character(0)
  truth <- character(0)
  at <- 0
  for (f in seq_len(factors)) {
    names <- paste0("y", at + seq_len(indicators))
    at <- at + indicators
    loadings <- c(1, spread(indicators - 1, 0.6, 1.3))
    model <- c(model, paste0("f", f, " =~ ", plus(names)))
    truth <- c(truth, paste0("f", f, " =~ ", plus(paste0(loadings, "*", names))),
               paste0(names, " ~~ ", spread(indicators, 0.4, 1.2), "*", names))
  }
  list(model = model, truth = truth, factors = paste0("f", seq_len(factors)),
       observed = paste0("y", seq_len(at)), indicators = indicators)
}

variances <- function(names, low = 0.6, high = 1.4) {
  paste0(names, " ~~ ", spread(length(names), low, high), "*", names)
}

covariances <- function(names) {
  pairs <- combn(names, 2)
  paste0(pairs[1, ], " ~~ ", spread(ncol(pairs), -0.15, 0.3), "*", pairs[2, ])
}

draw_model <- function(kind) {
  if (kind == "cfa") {
    part <- draw_cfa(pick(2:4), pick(3:5))
    part$truth <- c(part$truth, variances(part$factors),
                    covariances(part$factors))
    if (runif(1) < 0.5) {
      pair <- pick(part$observed, 2)
      part$model <- c(part$model, paste(pair, collapse = " ~~ "))
      part$truth <- c(part$truth, paste0(pair[1], " ~~ 0.15*", pair[2]))
    }
    return(part)
  }
  if (kind == "sem") {
    part <- draw_cfa(pick(3:4), pick(3:4))
    count <- length(part$factors)
    exogenous <- if (runif(1) < 0.6) c("x1", "x2") else character(0)
    for (to in 2:count) {
      from <- part$factors[seq_len(to - 1)]
      if (length(from) > 1) from <- pick(from, pick(1:length(from)))
      from <- c(from, if (length(exogenous) > 0) pick(exogenous))
      part$model <- c(part$model, paste0(part$factors[to], " ~ ", plus(from)))
      part$truth <- c(part$truth, paste0(
        part$factors[to], " ~ ",
        plus(paste0(spread(length(from), -0.3, 0.6), "*", from))))
    }
    part$truth <- c(part$truth, variances(part$factors))
    used <- exogenous[vapply(exogenous, function(x) {
      any(grepl(x, part$model, fixed = TRUE))
    }, TRUE)]
    if (length(used) > 0) part$truth <- c(part$truth, variances(used))
    if (length(used) > 1) part$truth <- c(part$truth, covariances(used))
    part$observed <- c(part$observed, used)
    return(part)
  }
  outcomes <- paste0("y", seq_len(pick(3:5)))
  exogenous <- paste0("x", seq_len(pick(2:4)))
  model <- character(0)
  truth <- c(variances(outcomes), variances(exogenous), covariances(exogenous))
  for (i in seq_along(outcomes)) {
    from <- c(outcomes[seq_len(i - 1)], exogenous)
    from <- sort(pick(from, pick(1:min(4, length(from)))))
    if (i == 1) from <- exogenous
    model <- c(model, paste0(outcomes[i], " ~ ", plus(from)))
    truth <- c(truth, paste0(outcomes[i], " ~ ", plus(
      paste0(spread(length(from), -0.4, 0.6), "*", from))))
  }
  list(model = model, truth = truth, factors = character(0),
       observed = c(outcomes, exogenous), indicators = 0)
}

# An equality label on two loadings, or on two coefficients of a path model.
share_label <- function(part) {
  if (length(part$factors) > 1) {
    for (f in 1:2) {
      second <- paste0("y", (f - 1) * part$indicators + 2)
      part$model[f] <- sub(paste0("\\b", second, "\\b"),
                           paste0("same*", second), part$model[f])
    }
  } else {
    part$model[1] <- sub(" ~ ([xy0-9]+) \\+ ([xy0-9]+)",
                         " ~ same*\\1 + same*\\2", part$model[1])
  }
  part
}

draw_sample <- function(truth, observed, nobs, means, scales) {
  data <- simulateData(paste(truth, collapse = "\n"), model.type = "lavaan",
                       sample.nobs = nobs)[, observed]
  covariance <- cov(data) * outer(scales, scales)
  list(cov = (covariance + t(covariance)) / 2,
       means = colMeans(data) * scales + means)
}

make_entry <- function(number) {
  set.seed(20260000 + number)
  kind <- c("cfa", "sem", "path")[(number - 1) %% 3 + 1]
  part <- draw_model(kind)
  groups <- if (number %% 4 == 0) pick(2:3) else 1
  options <- list(kind = if (kind == "cfa") "cfa" else "sem")
  if (number %% 5 == 1) part <- share_label(part)
  if (groups > 1 || number %% 3 == 2) options$meanstructure <- TRUE
  if (kind != "cfa") options$`fixed-x` <- number %% 2 == 0
  if (number %% 7 == 0) options$likelihood <- "wishart"
  if (kind != "path" && number %% 8 == 3) options$`std-lv` <- TRUE
  if (groups > 1) {
    options$`group-equal` <- if (kind == "path") {
      "regressions"
    } else {
      pick(c("loadings", "loadings,intercepts",
             "loadings,intercepts,residuals"))
    }
  }
  nobs <- as.integer(round(runif(groups, 150, 900)))
  scales <- spread(length(part$observed), 0.5, 3)
  means <- spread(length(part$observed), -2, 5)
  samples <- lapply(nobs, function(n) {
    draw_sample(part$truth, part$observed, n, means, scales)
  })
  case <- list(options = list(kind = options$kind), folder = ".",
               model = paste(part$model, collapse = "\n"))
  arguments <- list(
    model = case$model,
    sample.cov = one_or_list(lapply(samples, function(s) s$cov)),
    sample.nobs = one_or_list(as.list(nobs)))
  if (isTRUE(options$meanstructure)) {
    arguments$sample.mean <- one_or_list(lapply(samples, function(s) s$means))
  }
  for (name in setdiff(names(options), c("kind", "meanstructure"))) {
    value <- options[[name]]
    if (name == "group-equal") value <- split_list(value)
    arguments[[gsub("-", ".", name, fixed = TRUE)]] <- value
  }
  fitted <- fit_arguments(options$kind, arguments)
  measures <- fit_block(fitted$fit)
  kept <- c("npar", "fmin", "chisq", "df", "pvalue", "baseline_chisq",
            "baseline_df", "cfi", "tli", "logl", "unrestricted_logl", "aic",
            "bic", "rmsea", "rmsea_ci_lower", "rmsea_ci_upper", "rmr", "srmr",
            "gfi_lisrel")
  rows <- lapply(parameter_rows(fitted$fit), function(row) {
    row[c("lhs", "op", "rhs", "group", "free", "est", "se", "std_all")]
  })
  entry <- list(name = sprintf("%s-%02d", kind, number), model = case$model,
                options = options, variables = as.list(part$observed),
                nobs = as.list(nobs),
                cov = lapply(samples, function(s) nested(s$cov)$values))
  if (isTRUE(options$meanstructure)) {
    entry$means <- lapply(samples, function(s) as.list(unname(s$means)))
  }
  entry$parameters <- rows
  entry$fit <- measures[kept]
  cat(sprintf("%-8s groups %d npar %3d chisq %9.3f df %3d gradient %.0e\n",
              entry$name, groups, as.integer(measures$npar), measures$chisq,
              as.integer(measures$df), fitted$residual))
  entry
}

to_text <- function(value) {
  as.character(toJSON(value, digits = I(15), auto_unbox = TRUE, na = "null"))
}

entries <- lapply(seq_len(count), make_entry)
writeLines(c(
  paste0("{\"software\": \"lavaan ", packageDescription("lavaan")$Version,
         ", R ", getRversion(), "\", \"command\": \"Rscript corpus.R\","),
  "\"models\": [",
  paste(vapply(entries, to_text, ""), collapse = ",\n"),
  "]}"), "corpus.json")
