extension ReportCatalogue {
  /// Words of items, scales and groups.
  static let chineseItems = """
    Items ⇒ 题项
    Items of %1 ⇒ %1的题项
    Items of %1: %2 ⇒ %1的题项：%2
    Answers ⇒ 作答分布
    Floor ⇒ 地板效应
    Ceiling ⇒ 天花板效应
    Skewness ⇒ 偏度
    Kurtosis ⇒ 峰度
    Skewness and kurtosis (excess) as SPSS prints them, G1 and G2 of Joanes and Gill (1998). Floor and ceiling: the shares of the lowest and the highest answer. ⇒ 偏度和（超额）峰度与SPSS输出相同，即Joanes与Gill（1998）的G1和G2。地板与天花板：最低与最高选项所占比例。
    Standard errors: skewness %1, kurtosis %2. ⇒ 标准误：偏度%1，峰度%2。
    Reliability ⇒ 信度
    Further coefficients ⇒ 其他信度系数
    Split half ⇒ 分半信度
    Guttman ⇒ Guttman
    α ⇒ α
    α std. ⇒ 标准化α
    α if deleted ⇒ 删除后α
    If deleted ⇒ 删除后
    ω ⇒ ω
    ω hier. ⇒ 层级ω
    ω total ⇒ 总ω
    λ2 ⇒ λ2
    λ6 ⇒ λ6
    r of items ⇒ 题项间相关
    r with rest ⇒ 校正题总相关
    α: Cronbach's, with Feldt's interval. ω: McDonald's, of a model with one factor (ML; two items: equal loadings), with the delta method's interval. CR and AVE: composite reliability and average variance extracted (Fornell & Larcker, 1981) of its standardized loadings. All are of the cases that answer every item of the scale. ⇒ α：Cronbach's α，附Feldt区间。ω：McDonald's ω，来自单因子模型（ML；两个题项时载荷相等），附Delta法区间。CR与AVE：由其标准化载荷计算的组合信度和平均方差抽取量（Fornell & Larcker, 1981）。均基于完整作答该量表的样本。
    λ2 and λ6: Guttman's (1945). Halves: the first items and the others, the larger half first; S-B: Spearman and Brown's coefficient for their lengths (Horst, 1951). ⇒ λ2与λ6：Guttman（1945）。分半：前半题项与其余题项，较长的一半在前；S-B：按长度计算的Spearman-Brown系数（Horst, 1951）。
    Of a bifactor model (ML): the shares of the sum's variance that are the general factor's and all factors' (Zinbarg et al., 2005); ECV: the general factor's share of the common variance. A dimension with two items has equal loadings. ⇒ 来自双因子模型（ML）：总分方差中一般因子和全部因子所占比例（Zinbarg等，2005）；ECV：共同方差中一般因子所占比例。两个题项的维度载荷相等。
    Bifactor ⇒ 双因子
    Scales of dimensions ⇒ 维度构成的量表
    The sum of the %1: M = %2, SD = %3. ⇒ %1的总分：M = %2，SD = %3。
    Correlations of scales ⇒ 量表间相关
    In parentheses: Cronbach's α. ⇒ 括号内为Cronbach's α。
    In parentheses: the square root of AVE. ⇒ 括号内为AVE的平方根。
    * p < .05. ** p < .01. *** p < .001. ⇒ * p < .05，** p < .01，*** p < .001。
    Multivariate normality (Mardia, 1970) ⇒ 多元正态性检验（Mardia, 1970）
    Cases, items ⇒ 样本、题项
    Parcel ⇒ 题项包
    Parcels ⇒ 题项打包
    Items are dealt out by their loadings, forth and back (Little et al., 2002). ⇒ 题项按载荷大小往返分配（Little等，2002）。
    Shares are of the cases with a value. ⇒ 占比以有数值的样本为基数。
    Groups of %1 ⇒ 按%1分组
    Means by %1 ⇒ 各%1的均值
    Letters ⇒ 字母标记
    Groups with a letter in common do not differ by the test of %1 at %2. ⇒ 有相同字母的组别按%1检验在%2水平上无显著差异。
    Analyses of variance by %1 ⇒ 按%1的方差分析
    Fisher ⇒ Fisher
    Welch ⇒ Welch
    Levene ⇒ Levene
    Student ⇒ Student
    Tukey-Kramer ⇒ Tukey-Kramer
    Games-Howell ⇒ Games-Howell
    p (median) ⇒ p（中位数）
    η² ⇒ η²
    ω² ⇒ ω²
    Welch (1951) does not assume equal variances, which Levene's test is about: with means as SPSS has it, with medians by Brown and Forsythe (1974). ⇒ Welch（1951）检验不假定方差相等；Levene检验针对方差齐性：以均值计算与SPSS相同，以中位数计算见Brown与Forsythe（1974）。
    Effect sizes by %1 ⇒ 按%1的效应量
    The interval of η² is that of the noncentralities that F agrees with (Steiger, 2004); its lower limit is 0 where F is not significant. ⇒ η²的区间由与F相容的非中心参数得出（Steiger, 2004）；F不显著时下限为0。
    Pairs by %1 ⇒ 按%1的两两比较
    All pairs by %1 ⇒ 按%1的全部两两比较
    Each pair alone, its p values not adjusted for others. d: Cohen's, by the pooled standard deviation; g: Hedges' (1981). ⇒ 逐对检验，p值未作多重比较校正。d：Cohen's d，按合并标准差计算；g：Hedges's g（1981）。
    p values and %1 intervals by the studentized range, adjusted for all pairs. ⇒ p值与%1区间按学生化极差分布对全部两两比较作校正。
    Each pair alone, its p values not adjusted for others. ⇒ 逐对检验，p值未作多重比较校正。
    Effect sizes of pairs by %1 ⇒ 按%1的两两比较效应量
    d: Cohen's, by the pooled standard deviation, with its interval; g: Hedges' (1981). ⇒ d：Cohen's d，按合并标准差计算，附区间；g：Hedges's g（1981）。
    Categories by %1 ⇒ 按%1的类别分布
    Tests of categories by %1 ⇒ 按%1的类别检验
    Shares are those of each group. ⇒ 占比以各组为基数。
    p exact ⇒ 精确p
    Least exp. ⇒ 最小期望频数
    n ⇒ n
    V ⇒ V
    χ²: Pearson's, without a correction; G²: the likelihood ratio; exact: Fisher's test of two categories in two groups; V: Cramér's; the least number of cases that is expected. ⇒ χ²：Pearson卡方，未校正；G²：似然比；精确：两组两类别的Fisher精确检验；V：Cramér's V；最小期望频数。
    """
}
