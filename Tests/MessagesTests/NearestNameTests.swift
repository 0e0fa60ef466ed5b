import Messages
import Testing

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("estimatr", "estimator"), ("Visual", "visual"), ("vsiual", "visual"),
    ("X1", "x1"), ("学习力", "学习"), ("texual", "textual"), ("网路", "网络"),
  ])
  func findsWhatWasMeant(_ name: String, _ meant: String) {
    let names = ["estimator", "visual", "textual", "x1", "学习", "网络"]
    #expect(NearestName.find(name, in: names) == meant)
  }

  @Test func findsNothingWhereNothingIsNear() {
    #expect(NearestName.find("speed", in: ["visual", "textual"]) == nil)
    #expect(NearestName.find("y1", in: ["x1", "x2"]) == nil)
    #expect(NearestName.find("信", in: ["任"]) == nil)
    #expect(NearestName.find("", in: ["a"]) == nil)
    #expect(NearestName.find("a", in: []) == nil)
  }

  @Test func prefersTheNearest() {
    #expect(NearestName.find("group", in: ["groups", "Group"]) == "Group")
    #expect(NearestName.find("item12", in: ["item1", "item12"]) == "item12")
  }
}
