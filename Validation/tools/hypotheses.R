# Score, Wald and likelihood-ratio tests.

chi_square <- function(statistic, df) {
  list(X2 = statistic, df = as.integer(df),
       p_value = pchisq(statistic, df, lower.tail = FALSE))
}

# Score tests of equality constraints, or of added parameters. Degrees of
# freedom are the directions that the release opens; lavaan counts constraints,
# of which some may only identify the model. Where these numbers differ, its
# expected changes are one solution among many and are left out. Outside ML its
# expected changes have the wrong sign, against its own modindices().
score_test_block <- function(fit, add = NULL) {
  found <- if (is.null(add)) {
    lavTestScore(fit, epc = TRUE)
  } else {
    lavTestScore(fit, add = add, epc = TRUE)
  }
  count <- found$test$df
  if (is.null(add)) {
    information <- lavInspect(fit, "information.expected")
    spread <- 1 / sqrt(diag(information))
    values <- eigen(information * outer(spread, spread))$values
    count <- sum(values > 1e-9) -
      (nrow(information) - qr(fit@Model@con.jac)$rank)
  }
  likelihood <- lavInspect(fit, "options")$estimator == "ML"
  block <- list(total = chi_square(found$test$X2, count))
  if (!is.null(add)) block$add <- add
  block$uni <- lapply(seq_len(nrow(found$uni)), function(i) {
    row <- list(lhs = found$uni$lhs[i], rhs = found$uni$rhs[i],
                X2 = found$uni$X2[i],
                p_value = pchisq(found$uni$X2[i], 1, lower.tail = FALSE))
    if (!is.null(add)) row$epc <- (if (likelihood) 1 else -1) * found$uni$epc[i]
    row
  })
  if (likelihood && count == found$test$df) {
    table <- found$epc[!is.na(found$epc$epc), ]
    groups <- if (is.null(table$group)) rep(1L, nrow(table)) else table$group
    block$epc <- lapply(seq_len(nrow(table)), function(i) {
      list(lhs = table$lhs[i], op = table$op[i], rhs = table$rhs[i],
           group = as.integer(groups[i]), epc = table$epc[i],
           epv = table$epv[i], sepc_lv = table$sepc.lv[i],
           sepc_all = table$sepc.all[i], sepc_nox = table$sepc.nox[i])
    })
  }
  block
}

wald_block <- function(fit, texts) {
  lapply(texts, function(text) {
    found <- lavTestWald(fit, text)
    c(list(text = text), chi_square(found$stat, found$df))
  })
}

# Against the case in the folder `other` beside this one.
comparison_block <- function(fit, case, other) {
  file <- file.path(dirname(case$folder), other, "model.lav")
  against <- fit_case(read_case(file))$fit
  chisq <- as.numeric(fitMeasures(fit, "chisq") - fitMeasures(against, "chisq"))
  df <- as.numeric(fitMeasures(fit, "df") - fitMeasures(against, "df"))
  list(against = other, chisq_diff = chisq, df_diff = df,
       pvalue = pchisq(chisq, df, lower.tail = FALSE))
}
