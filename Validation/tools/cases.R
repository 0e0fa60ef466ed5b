# Reads a case's model.lav into the arguments of a call of lavaan.
#
# The front matter of model.lav decides the call, so the text that Latent reads
# and the text that lavaan fits are the same file.

read_case <- function(file) {
  lines <- readLines(file, encoding = "UTF-8")
  options <- list()
  if (length(lines) > 0 && lines[1] == "---") {
    end <- which(lines == "---")[2]
    for (line in lines[seq_len(end - 2) + 1]) {
      at <- regexpr(":", line, fixed = TRUE)
      key <- trimws(substr(line, 1, at - 1))
      options[[key]] <- trimws(substring(line, at + 1))
    }
    lines <- lines[-seq_len(end)]
  }
  expanded <- file.path(dirname(file), "expanded.lav")
  list(options = options, model = paste(lines, collapse = "\n"),
       folder = dirname(file),
       expanded = if (file.exists(expanded)) readLines(expanded))
}

split_list <- function(text) trimws(strsplit(text, ",", fixed = TRUE)[[1]])

read_covariance <- function(file) {
  table <- read.csv(file, check.names = FALSE)
  matrix <- as.matrix(table)
  rownames(matrix) <- colnames(matrix)
  stopifnot(isSymmetric(unname(matrix)))
  matrix
}

read_means <- function(file) {
  table <- read.csv(file, check.names = FALSE)
  unlist(table[1, ])
}

one_or_list <- function(values) if (length(values) == 1) values[[1]] else values

# The arguments of the lavaan call that model.lav asks for.
call_arguments <- function(case) {
  arguments <- list(model = case$model)
  path <- function(name) file.path(case$folder, name)
  for (key in names(case$options)) {
    value <- case$options[[key]]
    if (key == "kind") next
    if (key == "data") {
      arguments$data <- read.csv(path(value), check.names = FALSE)
    } else if (key == "cov") {
      files <- split_list(value)
      arguments$sample.cov <-
        one_or_list(lapply(path(files), read_covariance))
    } else if (key == "means") {
      arguments$sample.mean <-
        one_or_list(lapply(path(split_list(value)), read_means))
    } else if (key == "nobs") {
      arguments$sample.nobs <-
        one_or_list(as.list(as.numeric(split_list(value))))
    } else if (key == "auxiliary") {
      arguments$model <- with_auxiliary(case$model, split_list(value))
      arguments$fixed.x <- FALSE
      # Saturated in every group, whatever is held equal.
      if (!is.null(case$options[["group-equal"]])) {
        arguments$group.partial <- paste(split_list(value), "~ 1")
      }
    } else {
      name <- gsub("-", ".", key, fixed = TRUE)
      arguments[[name]] <- if (value %in% c("true", "false")) {
        value == "true"
      } else if (name %in% c("group.equal", "group.partial", "effect.coding",
                             "test")) {
        split_list(value)
      } else {
        value
      }
    }
  }
  if (!is.null(arguments$missing) && arguments$missing != "listwise") {
    # lavaan stops EM at 1e-5.
    arguments$em.h1.tol <- 1e-13
    arguments$em.h1.iter.max <- 100000L
  }
  arguments
}

# The text with auxiliary variables as saturated correlates (Graham, 2003).
with_auxiliary <- function(model, names) {
  observed <- lavNames(lavaanify(model), "ov")
  # A variable that the text gives a covariance is not exogenous to lavaan,
  # which then adds no covariances among them.
  exogenous <- lavNames(lavaanify(model), "ov.x")
  pairs <- if (length(exogenous) > 1) combn(exogenous, 2, paste,
                                            collapse = " ~~ ")
  paste(c(model, pairs, vapply(seq_along(names), function(i) {
    others <- c(names[seq_along(names) >= i], observed)
    paste0(names[i], " ~~ ", paste(others, collapse = " + "), "\n",
           names[i], " ~ 1")
  }, "")), collapse = "\n")
}
