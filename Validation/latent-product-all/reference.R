source("../tools/reference.R")
source("../tools/latent-products.R")

write_product_reference(
  title = "Latent product by all pairs",
  source = "Data: simulated, data/latent-products.R",
  model = "
    f =~ x1 + x2 + x3
    g =~ z1 + z2 + z3
    m =~ m1 + m2 + m3
    f.g =~ x1.z1 + x1.z2 + x1.z3 + x2.z1 + x2.z2 + x2.z3 + x3.z1 + x3.z2 + x3.z3
    x1.z1 ~~ x1.z2
    x1.z1 ~~ x1.z3
    x1.z1 ~~ x2.z1
    x1.z1 ~~ x3.z1
    x1.z2 ~~ x1.z3
    x1.z2 ~~ x2.z2
    x1.z2 ~~ x3.z2
    x1.z3 ~~ x2.z3
    x1.z3 ~~ x3.z3
    x2.z1 ~~ x2.z2
    x2.z1 ~~ x2.z3
    x2.z1 ~~ x3.z1
    x2.z2 ~~ x2.z3
    x2.z2 ~~ x3.z2
    x2.z3 ~~ x3.z3
    x3.z1 ~~ x3.z2
    x3.z1 ~~ x3.z3
    x3.z2 ~~ x3.z3
    m ~ f + g + f.g
  ",
  products = all_pairs(paste0("x", 1:3), paste0("z", 1:3)))
