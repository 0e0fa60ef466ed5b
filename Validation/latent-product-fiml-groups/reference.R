source("../tools/reference.R")
source("../tools/latent-products.R")

write_product_reference(
  title = "Latent product in groups, incomplete cases, MLR",
  source = paste(
    "Data: simulated, data/latent-products.R, with values taken out by",
    "data/missing.R"),
  model = "
    f =~ x1 + x2 + x3
    g =~ z1 + z2 + z3
    m =~ m1 + m2 + m3
    f.g =~ x1.z1 + x2.z2 + x3.z3
    m ~ f + g + f.g
  ",
  products = c("x1.z1", "x2.z2", "x3.z3"))
