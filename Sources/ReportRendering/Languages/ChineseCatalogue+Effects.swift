extension ReportCatalogue {
  /// Words of effects and of their bootstrap.
  static let chineseEffects = """
    Effect ⇒ 效应
    Effects ⇒ 效应
    Effects, completely standardized ⇒ 效应（完全标准化）
    Effects, standardized by the outcome ⇒ 效应（按结果变量标准化）
    SE, z, p and %1 CI: delta method; its intervals are symmetric, which those of products in small samples should not be. ⇒ SE、z、p和%1置信区间：Delta法；其区间对称，而小样本中乘积的区间不应对称。
    Monte Carlo ⇒ 蒙特卡洛
    Monte Carlo: percentiles of %1 draws of the parameters from their estimated normal distribution (seed %2), %3. ⇒ 蒙特卡洛：从参数估计的正态分布中抽取%1次的百分位数（种子%2），%3。
    Bootstrap ⇒ Bootstrap
    Draws ⇒ 抽样
    Replicates ⇒ 重复次数
    Bias ⇒ 偏差
    nonparametric (cases within groups) ⇒ 非参数（组内抽取样本）
    nonparametric (whole clusters within groups) ⇒ 非参数（组内抽取整群）
    nonparametric (cases) ⇒ 非参数（抽取样本）
    %1, %2 usable ⇒ %1次，%2次可用
    %1 inadmissible ⇒ %1次不可接受
    %1 not converged ⇒ %1次未收敛
    %1 percentile ⇒ %1百分位
    %1 bias-corrected percentile ⇒ %1偏差校正百分位
    BootSE: standard deviation of the draws. Bias: their mean less the estimate. LLCI, ULCI: percentile limits. A dot before a name: the residual variance or covariance, or the intercept, of a variable that the model predicts. ⇒ BootSE：抽样的标准差。偏差：抽样均值减去估计值。下限、上限：百分位区间。名称前的点：模型所预测变量的残差方差、残差协方差或截距。
    BootSE: standard deviation of the draws. Bias: their mean less the estimate. LLCI, ULCI: bias-corrected percentile limits. A dot before a name: the residual variance or covariance, or the intercept, of a variable that the model predicts. ⇒ BootSE：抽样的标准差。偏差：抽样均值减去估计值。下限、上限：偏差校正百分位区间。名称前的点：模型所预测变量的残差方差、残差协方差或截距。
    Conditional effects ⇒ 条件效应
    direct at %1 = %2 ⇒ %1 = %2时的直接效应
    SE, p: delta method. BootSE: standard deviation of the draws. Bias: their mean less the estimate. LLCI, ULCI: percentile limits. One set of draws serves all effects. ⇒ SE、p：Delta法。BootSE：抽样的标准差。偏差：抽样均值减去估计值。下限、上限：百分位区间。全部效应使用同一组抽样。
    bootstrap, nonparametric (cases within groups); %1 draws, %2 usable, seed %3; percentile intervals ⇒ Bootstrap，非参数（组内抽取样本）；抽样%1次，%2次可用，种子%3；百分位区间
    """
}
