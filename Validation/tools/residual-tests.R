# Standard errors and tests of residuals.

# Standard errors and z values of residuals, and root mean squares with their
# sampling error, by lavResiduals. Residuals near 0 have no z: lavaan then
# divides by 1. A mean square of residuals that are all 0 has no error; lavaan's
# is rounding where it is not NA. Residuals that are not 0 but do not vary, the
# means of incomplete cases by the expected information, have no unbiased mean
# square; lavaan repeats the biased one.
residual_test_block <- function(fit) {
  types <- c("raw", "cor", "cor.bentler")
  blocks <- lapply(types, function(type) {
    found <- lavResiduals(fit, type = type, se = TRUE, zstat = TRUE,
                          add.class = FALSE)
    if (lavInspect(fit, "ngroups") == 1) found <- list(found)
    lapply(unname(found), function(group) {
      clean <- function(part) {
        se <- group[[paste0(part, ".se")]]
        z <- group[[paste0(part, ".z")]]
        z[abs(group[[part]]) < 1e-4 | is.na(se) | se < 1e-6] <- NA
        se[is.na(se) | se < 1e-6] <- 0
        list(se = se, z = z)
      }
      cov <- clean("cov")
      values <- list(names = colnames(group$cov),
                     se = unname(cov$se), z = unname(cov$z))
      if (!is.null(group$mean)) {
        mean <- clean("mean")
        values$mean_se <- unname(mean$se)
        values$mean_z <- unname(mean$z)
      }
      table <- group$summary
      values$summary <- lapply(table, function(column) {
        names(column) <- gsub("cilupper", "ci.upper", rownames(table))
        if (column[[1]] < 1e-6 || is.na(column[[2]])) column[-1] <- NA
        as.list(setNames(column, gsub(".", "_", names(column), fixed = TRUE)))
      })
      values
    })
  })
  setNames(blocks, types)
}

# The same from lavaan's matrices, where its own are none or leave something
# out: of all groups at once, whose constraints tie their residuals together,
# of clusters and of two stages. Raw residuals and correlations, without
# summaries.
projected_residual_block <- function(fit) {
  groups <- lavInspect(fit, "ngroups")
  sizes <- unlist(lavInspect(fit, "nobs"))
  shares <- sizes / sum(sizes)
  options <- lavInspect(fit, "options")
  staged <- is_two_stage(fit)
  # The saturated moments and their information are those of full information.
  source <- if (staged) {
    update(fit, missing = "ml", se = "none", test = "none", start = "default",
           optim.method = "nlminb")
  } else {
    fit
  }
  as_list <- function(value) if (is.list(value)) value else list(value)
  information <- function(kind, where) {
    source@Options$information <- rep(kind, 2)
    source@Options$h1.information <- rep(where, 2)
    source@Options$observed.information <- rep("h1", 2)
    as_list(lavTech(source, paste0("h1.information.", kind)))
  }
  kind <- options$information[1]
  inverses <- lapply(information(kind, "unstructured"), MASS::ginv)
  gamma <- if (grepl("robust", options$se)) {
    Map(function(a, b) a %*% b %*% a, inverses,
        information("first.order", "unstructured"))
  } else {
    inverses
  }
  weight <- if (staged) {
    lapply(lavTech(fit, "implied"), function(group) {
      lavaan:::lav_mvnorm_information_expected(
        Sigma = group$cov, meanstructure = TRUE)
    })
  } else {
    information(kind, options$h1.information[1])
  }
  weight <- lav_matrix_bdiag(Map("*", shares, weight))
  gamma <- lav_matrix_bdiag(Map("/", gamma, sizes))
  delta <- do.call(rbind, lavTech(fit, "delta"))
  # The directions that linear constraints leave.
  basis <- if (nrow(fit@Model@con.jac) > 0) {
    null_space(fit@Model@con.jac, ncol(delta))$basis
  } else {
    diag(ncol(delta))
  }
  reduced <- delta %*% basis
  projection <- reduced %*% solve(t(reduced) %*% weight %*% reduced,
                                  t(reduced) %*% weight)
  left <- diag(nrow(projection)) - projection
  joint <- left %*% gamma %*% t(left)
  saturated <- lavTech(fit, "h1", add.labels = TRUE)
  implied <- lavTech(fit, "implied", add.labels = TRUE)
  count <- nrow(joint) / groups
  lapply(c(raw = "raw", cor = "cor"), function(type) {
    lapply(seq_len(groups), function(g) {
      s <- unclass(saturated[[g]]$cov)
      p <- nrow(s)
      sd <- sqrt(diag(s))
      own <- joint[(g - 1) * count + seq_len(count), ][
        , (g - 1) * count + seq_len(count)]
      mean <- as.numeric(saturated[[g]]$mean) - as.numeric(implied[[g]]$mean)
      cov <- s - implied[[g]]$cov
      change <- diag(count)
      if (type == "cor") {
        change <- lav_matrix_bdiag(diag(1 / sd), numDeriv::jacobian(
          function(v) lav_matrix_vech(cov2cor(lav_matrix_vech_reverse(v))),
          lav_matrix_vech(s)))
        mean <- mean / sd
        cov <- cov2cor(s) - cov2cor(implied[[g]]$cov)
      }
      variances <- rowSums((change %*% own) * change)
      errors <- sqrt(pmax(variances, 0))
      errors[errors < 1e-6] <- 0
      ratio <- function(residual, error) {
        z <- residual / error
        z[abs(residual) < 1e-4 | error < 1e-6] <- NA
        z
      }
      se <- lav_matrix_vech_reverse(errors[-seq_len(p)])
      list(names = colnames(s), se = se, z = ratio(unname(cov), se),
           mean_se = errors[seq_len(p)],
           mean_z = ratio(mean, errors[seq_len(p)]))
    })
  })
}
