// Answers requests as a web server would: bytes in, JSON out, and an end to
// work that nobody waits for any more.
import Foundation
import Requests

let model = Array("visual =~ x1 + x2 + x3 + x4\n".utf8)
let files = ["cases.csv": uploadedCases()]
let data = AnalysisRequest.Option("data", "cases.csv")

// A fit: the body is the document of `latent fit --format json`.
let fit = await answer(
  .fit, model: model, options: [data, .init("estimator", "MLR")], files: files)
let document = try JSONDecoder().decode(
  FitDocument.self, from: Data(fit.body))
print(fit.status, document.estimator, "of", document.nobs[0], "cases")
for row in document.parameters where row.op == "=~" {
  print(row.lhs, row.op, row.rhs, rounded(row.est), rounded(row.se))
}

// Errors are answers too, with a remedy.
for (name, value) in [
  ("estimator", "MLX"), ("data", "case.csv"), ("data", "/etc/passwd"),
] {
  let refused = await answer(
    .fit, model: model, options: [.init(name, value)], files: files)
  print(refused.status, String(decoding: refused.body, as: UTF8.self))
}

// A bootstrap ends when its task is cancelled. Its workers have all cores, so
// that the thread of the connection cancels it, not another task.
let started = DispatchSemaphore(value: 0)
let task = Task.detached { [model, files, data] in
  await answer(
    .bootstrap, model: model, options: [data, .init("bootstrap", "100000")],
    files: files, progress: { _ in started.signal() })
}
Thread.detachNewThread {
  started.wait()
  task.cancel()
}
let cancelled = await task.value
print(cancelled.status, String(decoding: cancelled.body, as: UTF8.self))
