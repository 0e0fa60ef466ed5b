extension MessageCatalogue {
  /// The words of pictures.
  static let chinesePlotMessages = #"""
    [plot]
    %1, direct effect, by %5 ⇒ %1，直接效应（按%5）
    %1, total indirect effect, by %5 ⇒ %1，总间接效应（按%5）
    %1, total effect, by %5 ⇒ %1，总效应（按%5）
    %1, direct effect at %4, by %5 ⇒ %1，直接效应（%4处，按%5）
    %1, total indirect effect at %4, by %5 ⇒ %1，总间接效应（%4处，按%5）
    %1, total effect at %4, by %5 ⇒ %1，总效应（%4处，按%5）
    %1, direct effect at %4 ⇒ %1，直接效应（%4处）
    %1, total indirect effect at %4 ⇒ %1，总间接效应（%4处）
    %1, total effect at %4 ⇒ %1，总效应（%4处）
    %1, direct effect ⇒ %1，直接效应
    %1, total indirect effect ⇒ %1，总间接效应
    %1, total effect ⇒ %1，总效应
    %1 less %2 ⇒ %1与%2之差
    %1 per unit of %2 ⇒ %1（%2每变化一个单位）
    Direct effect of %1 on %2, standardized by the outcome ⇒ %1对%2的直接效应（按结果变量标准化）
    Indirect effect of %1 on %2, standardized by the outcome ⇒ %1对%2的间接效应（按结果变量标准化）
    Total indirect effect of %1 on %2, standardized by the outcome ⇒ %1对%2的总间接效应（按结果变量标准化）
    Total effect of %1 on %2, standardized by the outcome ⇒ %1对%2的总效应（按结果变量标准化）
    Difference of two indirect effects of %1 on %2, standardized by the outcome ⇒ %1对%2的两个间接效应之差（按结果变量标准化）
    Index of moderated mediation, standardized by the outcome ⇒ 有调节的中介指数（按结果变量标准化）
    Direct effect of %1 on %2, completely standardized ⇒ %1对%2的直接效应（完全标准化）
    Indirect effect of %1 on %2, completely standardized ⇒ %1对%2的间接效应（完全标准化）
    Total indirect effect of %1 on %2, completely standardized ⇒ %1对%2的总间接效应（完全标准化）
    Total effect of %1 on %2, completely standardized ⇒ %1对%2的总效应（完全标准化）
    Difference of two indirect effects of %1 on %2, completely standardized ⇒ %1对%2的两个间接效应之差（完全标准化）
    Index of moderated mediation, completely standardized ⇒ 有调节的中介指数（完全标准化）
    Direct effect of %1 on %2 ⇒ %1对%2的直接效应
    Indirect effect of %1 on %2 ⇒ %1对%2的间接效应
    Total indirect effect of %1 on %2 ⇒ %1对%2的总间接效应
    Total effect of %1 on %2 ⇒ %1对%2的总效应
    Difference of two indirect effects of %1 on %2 ⇒ %1对%2的两个间接效应之差
    Index of moderated mediation ⇒ 有调节的中介指数
    #1 of #2 nonparametric bootstrap draws, seed %3 ⇒ %2次非参数Bootstrap抽样（图中%1次），随机种子%3
    #1 nonparametric bootstrap draws, seed %3 ⇒ %1次非参数Bootstrap抽样，随机种子%3
    #1 of #2 Bollen-Stine bootstrap draws, seed %3 ⇒ %2次Bollen-Stine Bootstrap抽样（图中%1次），随机种子%3
    #1 Bollen-Stine bootstrap draws, seed %3 ⇒ %1次Bollen-Stine Bootstrap抽样，随机种子%3
    #1 of #2 parametric bootstrap draws, seed %3 ⇒ %2次参数Bootstrap抽样（图中%1次），随机种子%3
    #1 parametric bootstrap draws, seed %3 ⇒ %1次参数Bootstrap抽样，随机种子%3
    #1 of #2 jackknife bootstrap draws, seed %3 ⇒ %2次刀切法Bootstrap抽样（图中%1次），随机种子%3
    #1 jackknife bootstrap draws, seed %3 ⇒ %1次刀切法Bootstrap抽样，随机种子%3
    %1 intervals by the delta method ⇒ %1置信区间（Delta法）
    The fit has no standard errors: no intervals ⇒ 拟合没有标准误：没有区间
    %1 bias-corrected percentile intervals, #3 of #2 bootstrap draws ⇒ %1偏差校正百分位置信区间，%2次Bootstrap抽样中的%3次
    %1 bias-corrected percentile intervals, #2 bootstrap draws ⇒ %1偏差校正百分位置信区间，%2次Bootstrap抽样
    %1 bias-corrected percentile interval %2 ⇒ %1偏差校正百分位置信区间%2
    The draws give no bias-corrected percentile interval. ⇒ 由抽样得不出偏差校正百分位置信区间。
    %1 percentile intervals, #3 of #2 bootstrap draws ⇒ %1百分位置信区间，%2次Bootstrap抽样中的%3次
    %1 percentile intervals, #2 bootstrap draws ⇒ %1百分位置信区间，%2次Bootstrap抽样
    %1 percentile interval %2 ⇒ %1百分位置信区间%2
    The draws give no percentile interval. ⇒ 由抽样得不出百分位置信区间。
    %1 BCa intervals, #3 of #2 bootstrap draws ⇒ %1BCa 置信区间，%2次Bootstrap抽样中的%3次
    %1 BCa intervals, #2 bootstrap draws ⇒ %1BCa 置信区间，%2次Bootstrap抽样
    %1 BCa interval %2 ⇒ %1BCa 置信区间%2
    The draws give no BCa interval. ⇒ 由抽样得不出BCa 置信区间。
    %1 normal intervals, #3 of #2 bootstrap draws ⇒ %1正态置信区间，%2次Bootstrap抽样中的%3次
    %1 normal intervals, #2 bootstrap draws ⇒ %1正态置信区间，%2次Bootstrap抽样
    %1 normal interval %2 ⇒ %1正态置信区间%2
    The draws give no normal interval. ⇒ 由抽样得不出正态置信区间。
    %1 basic intervals, #3 of #2 bootstrap draws ⇒ %1基本置信区间，%2次Bootstrap抽样中的%3次
    %1 basic intervals, #2 bootstrap draws ⇒ %1基本置信区间，%2次Bootstrap抽样
    %1 basic interval %2 ⇒ %1基本置信区间%2
    The draws give no basic interval. ⇒ 由抽样得不出基本置信区间。
    %1 studentized intervals, #3 of #2 bootstrap draws ⇒ %1学生化置信区间，%2次Bootstrap抽样中的%3次
    %1 studentized intervals, #2 bootstrap draws ⇒ %1学生化置信区间，%2次Bootstrap抽样
    %1 studentized interval %2 ⇒ %1学生化置信区间%2
    The draws give no studentized interval. ⇒ 由抽样得不出学生化置信区间。
    %1 profile-likelihood interval %2 ⇒ %1剖面似然区间%2
    %1 interval excludes zero ⇒ %1置信区间不含0
    %1 interval includes zero ⇒ %1置信区间含0
    effect with %1 interval ⇒ 效应及其%1置信区间
    chosen values ⇒ 选定的取值
    Dots: %1. ⇒ 圆点：%1。
    The interval includes zero at every value shown. ⇒ 在图示的所有取值处，区间均含0。
    The interval leaves zero out at every value shown. ⇒ 在图示的所有取值处，区间均不含0。
    The interval leaves zero out where %1. ⇒ 区间不含0的范围：%1。
    #1 of #2 draws lie beyond the axis. ⇒ %2次抽样中有%1次在坐标轴之外。
    Draws ⇒ 抽样次数
    Value ⇒ 取值
    estimate %1 ⇒ 估计值%1
    zero ⇒ 零
    Profile likelihood: χ² with the value held less χ² of the fit, divided by %1 ⇒ 剖面似然：固定该取值的χ²与拟合的χ²之差，除以%1
    Profile likelihood: χ² with the value held less χ² of the fit ⇒ 剖面似然：固定该取值的χ²与拟合的χ²之差
    Signed root of the rise of χ² ⇒ χ²增量的带符号平方根
    Rise of χ² ⇒ χ²的增量
    profile ⇒ 剖面
    by the standard error ⇒ 按标准误
    critical value and limits ⇒ 临界值与界限
    The lower limit is a bound. ⇒ 下限为边界。
    The lower limit is the last value that there is. ⇒ 下限为所能取到的最后一个值。
    There is no lower limit. ⇒ 没有下限。
    The lower limit was not found. ⇒ 未找到下限。
    The upper limit is a bound. ⇒ 上限为边界。
    The upper limit is the last value that there is. ⇒ 上限为所能取到的最后一个值。
    There is no upper limit. ⇒ 没有上限。
    The upper limit was not found. ⇒ 未找到上限。
    eigenvalues ⇒ 特征值
    random data, #1% quantiles ⇒ 随机数据的%1%分位数
    Scree plot: %1 ⇒ 碎石图：%1
    Scree plot ⇒ 碎石图
    Component ⇒ 成分
    Eigenvalue ⇒ 特征值
    %1 at %4, by %5 ⇒ %1（%4处，按%5）
    %1 at %4 ⇒ %1（%4处）
    %1, by %5 ⇒ %1（按%5）
    """#
}
