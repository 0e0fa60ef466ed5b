extension ReportCatalogue {
  /// Words of the fit of models and of their criticism.
  static let chineseFits = """
    Fit ⇒ 拟合指数
    Fit measures ⇒ 全部拟合指数
    Scaling factor ⇒ 校正因子
    Shift ⇒ 平移参数
    Thresholds for good fit, in brackets for acceptable fit: conventions (Hu & Bentler, 1999), not tests. ⇒ 标准为拟合良好的界限，括号内为可接受的界限：均为惯例（Hu & Bentler, 1999），不是检验。
    The model has no degrees of freedom: it reproduces the moments whatever they are, and its fit says nothing. ⇒ 模型没有自由度：无论样本矩如何都能完全复现，拟合情况不能说明问题。
    Scaled: Satorra and Bentler's correction (%1). Robust: what the index would be under normality (Brosseau-Liard & Savalei, 2014). ⇒ 校正：Satorra与Bentler校正（%1）。稳健：正态条件下指数应有的值（Brosseau-Liard & Savalei, 2014）。
    Scaled: Yuan and Bentler's correction, as in Mplus (%1). Robust: what the index would be under normality (Brosseau-Liard & Savalei, 2014). ⇒ 校正：Yuan与Bentler校正，与Mplus相同（%1）。稳健：正态条件下指数应有的值（Brosseau-Liard & Savalei, 2014）。
    Scaled: the mean and variance adjusted test (%1). ⇒ 校正：均值与方差调整检验（%1）。
    GFI by the misfit that the population would have (Maydeu-Olivares et al., 2024), as in lavaan 0.7. What AMOS and LISREL print, and lavaan before 0.7, is gfi_lisrel. ⇒ GFI按总体失拟计算（Maydeu-Olivares等，2024），与lavaan 0.7相同。AMOS、LISREL及0.7以前的lavaan给出的是gfi_lisrel。
    Modification indices ⇒ 修正指数
    Interval of EPC ⇒ EPC的区间
    By interval ⇒ 按区间判断
    MI: by how much chi-square would fall if the parameter were free (1 df each). EPC: the value that it would take, less the one that it has. Shown are all above %1. A change that theory does not support is capitalization on chance (MacCallum, Roznowski & Necowitz, 1992). ⇒ MI：放开该参数后χ²的下降量（df = 1）。EPC：参数的预期变化量。列出大于%1的全部参数。没有理论依据的修正只是利用机遇（MacCallum, Roznowski & Necowitz, 1992）。
    Judgment (Saris, Satorra & van der Veld, 2009), at %1 and with %2 as high power: a significant MI of low power means misspecified, one that is not significant and of high power not misspecified, neither inconclusive; a significant MI of high power leaves it to the EPC, which reaches the target or not. By interval: the %3 interval of the EPC lies beyond the target, within it, or holds it. ⇒ 判断（Saris, Satorra & van der Veld, 2009）：显著性水平%1，检验力%2以上为高。MI显著而检验力低表示设定有误；不显著而检验力高表示设定无误；两者皆非则无法判断；显著且检验力高时，看EPC是否达到目标值。按区间判断：EPC的%3区间在目标值之外、之内或包含目标值。
    Equivalence test of the fit ⇒ 拟合的等效性检验
    T-size ⇒ T值
    T-size fit ⇒ T值拟合
    T-size: the worst value that the equivalence test at %1 does not rule out. Cutoffs adjusted to df and N (Yuan, Chan, Marcoulides & Bentler, 2016). ⇒ T值：在%1水平上等效性检验未能排除的最差值。界限按df和N调整（Yuan, Chan, Marcoulides & Bentler, 2016）。
    Convergent validity ⇒ 收敛效度
    Loading ⇒ 标准化载荷
    Loadings are standardized. CR, AVE: composite reliability and average variance extracted (Fornell & Larcker, 1981); MSV, ASV: the largest and the mean squared correlation with other constructs. Usual criteria: loadings and CR above .70, AVE above .50, MSV below AVE. ⇒ 载荷为标准化载荷。CR：组合信度；AVE：平均方差抽取量（Fornell & Larcker, 1981）；MSV、ASV：与其他构念相关系数平方的最大值和均值。常用标准：载荷和CR大于.70，AVE大于.50，MSV小于AVE。
    Fornell and Larcker's criterion ⇒ Fornell-Larcker准则（区分效度）
    Correlations of the constructs; in parentheses the square root of AVE, which should exceed those in its row and column. ⇒ 构念间的相关系数；括号内为AVE的平方根，应大于所在行和列的相关系数。
    Items and constructs ⇒ 题项与构念
    Correlations of items with constructs, as the model implies them (structure coefficients): an item should correlate most with its own. ⇒ 模型隐含的题项与构念的相关（结构系数）：题项与所属构念的相关应最高。
    Heterotrait-monotrait ratios ⇒ 异质-单质比率（HTMT）
    Henseler, Ringle & Sarstedt (2015), of absolute correlations; HTMT2 of geometric means (Roemer, Schuberth & Henseler, 2021). Usual criteria: below .85 or .90, and a limit below 1. ⇒ 按相关系数的绝对值计算（Henseler, Ringle & Sarstedt, 2015）；HTMT2按几何平均计算（Roemer, Schuberth & Henseler, 2021）。常用标准：小于.85或.90，且区间上限小于1。
    Percentile intervals of %1 bootstrap draws. ⇒ %1次Bootstrap抽样的百分位区间。
    Constructs ⇒ 构念
    All constructs ⇒ 全部构念
    Constructs taken as one ⇒ 构念合并检验
    The chi-square difference of a model in which the correlation is 1 and both constructs correlate equally with the others: a small p tells them apart. ⇒ 令两构念相关为1、且与其他构念的相关相等的模型的χ²差异：p值小说明两者可以区分。
    Competing measurement models ⇒ 竞争测量模型
    One factor ⇒ 单因子模型
    Differences are those of the model with all constructs and the one of the row, where one is nested in the other. Scaled statistics and indices where the estimator has them. ⇒ 差值为含全部构念的模型与该行模型之差（两者嵌套时）。估计方法有校正统计量和指数时采用之。
    Common method ⇒ 共同方法偏差
    First component ⇒ 第一主成分
    Method factor ⇒ 方法因子
    %1 of the items' variance (Harman) ⇒ 占题项方差的%1（Harman）
    %1 of the items' variance, on average ⇒ 平均占题项方差的%1
    Harman's share is that of the first principal component, as SPSS prints it; below 50% no single factor has most of the variance, which does not rule a common method out. The method factor measures all items beside their constructs and is uncorrelated with these (Podsakoff et al., 2003). ⇒ Harman单因子为第一主成分的占比，与SPSS输出相同；低于50%说明没有单一因子解释大部分方差，但不能排除共同方法偏差。方法因子在构念之外测量全部题项，且与构念不相关（Podsakoff等，2003）。
    Close fit ⇒ 近似拟合
    Exact fit ⇒ 精确拟合
    Unbiased ⇒ 无偏估计
    Exact fit: the population's value is 0. Unbiased: the estimate of that value. Close fit: it is at most %1 (Maydeu-Olivares, 2017). ⇒ 精确拟合：总体值为0。无偏估计：对该值的估计。近似拟合：该值不超过%1（Maydeu-Olivares, 2017）。
    Tests of residuals (%1) ⇒ 残差检验（%1）
    The %1 residuals of a group with the largest z. A positive one: the model makes the moment too small. ⇒ 每组z值最大的%1个残差。正残差：模型低估该矩。
    Scaled: the scaled and shifted test (%1). Robust: what the index would be were the responses observed (Savalei, 2021). ⇒ 校正：缩放平移检验（%1）。稳健：潜在反应可观测时指数应有的值（Savalei, 2021）。
    %1 factors ⇒ %1因子模型
    Of all constructs ⇒ 全部构念的二阶因子
    Constructs of the second order ⇒ 二阶构念
    Standardized loadings of constructs on the one that they are dimensions of; CR and AVE are made of these. ⇒ 一阶构念在其二阶构念上的标准化载荷；CR与AVE由此计算。
    Marker ⇒ 标记变量
    Marker variable ⇒ 标记变量
    Marker models ⇒ 标记变量模型
    Marker loading ⇒ 标记载荷
    Against ⇒ 比较对象
    Total ⇒ 总信度
    Substantive ⇒ 实质部分
    Method ⇒ 方法部分
    Reliability and the marker ⇒ 信度与标记变量
    Correlations by marker models ⇒ 各标记变量模型下的相关
    Baseline ⇒ 基线模型
    The later models rest on %1. ⇒ 其后的模型以%1为基础。
    Correlations of the constructs. Method-R has those of the baseline model. ⇒ 构念间相关。Method-R采用基线模型的相关。
    Total: the reliability of the construct's items in the baseline model; its parts that are the construct's and the marker's are of the chosen model. Share: the marker's part of the total. Loadings are standardized. ⇒ 总信度：基线模型中构念题项的信度；其构念部分与标记变量部分来自所选模型。占比：标记变量部分占总信度的比例。载荷为标准化载荷。
    %1 factors: %2. ⇒ %1因子模型：%2。
    One factor: %1. ⇒ 单因子模型：%1。
    """
}
