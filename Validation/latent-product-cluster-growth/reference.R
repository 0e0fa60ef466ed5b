source("../tools/reference.R")
source("../tools/latent-products.R")

write_product_reference(
  title = "Moderated mediation in the cluster-growth framework",
  source = "Data: simulated, Models/cluster-growth/SOURCE.md",
  model = "
    formation   =~ tf1 + tf2 + tf3
    strength    =~ ts1 + ts2 + ts3
    orientation =~ to1 + to2 + to3
    learning    =~ ol1 + ol2 + ol3 + ol4
    growth      =~ cg1 + cg2 + cg3 + cg4
    willingness =~ wc1 + wc2 + wc3
    learning.willingness =~ ol1.wc1 + ol2.wc2 + ol3.wc3
    learning ~ formation + strength + orientation
    growth ~ learning + formation + strength + orientation + willingness +
      learning.willingness
    learning ~~ learning.willingness
  ",
  products = c("ol1.wc1", "ol2.wc2", "ol3.wc3"))
