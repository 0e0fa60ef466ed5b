extension MessageCatalogue {
  /// What samples warn of.
  static let chineseSampleMessages = #"""
    [data.few-cases]
    %1 of #2 variables have a covariance matrix without an inverse: standard errors and tests are not to be relied on. ⇒ %1、%2个变量的协方差矩阵不可逆：标准误与检验不可靠。
    [data.unequal-variances]
    Variances differ by a factor of 1000 and more: %2 has %3, %4 %5; divide variables by constants until they are alike. ⇒ 方差相差1000倍以上：%2为%3，%4为%5；请将变量除以常数，使方差相近。
    Variances differ by a factor of 1000 and more in group %1: %2 has %3, %4 %5; divide variables by constants until they are alike. ⇒ %1组的方差相差1000倍以上：%2为%3，%4为%5；请将变量除以常数，使方差相近。
    [data.idle-missing-code]
    The missing code `%1` occurs nowhere in the model's variables of %2; %3. ⇒ 缺失值代码`%1`在%2的模型变量中从未出现；%3。
    The missing code `%1` occurs nowhere in the model's variables of %2. ⇒ 缺失值代码`%1`在%2的模型变量中从未出现。
    [data.undeclared-missing-code]
    %1 in %2 lies far from all other values there: if it is a code of missing values, declare it, `missing-codes: %3`. ⇒ %2中的%1远离该处其他取值：若为缺失值代码，请声明：`missing-codes: %3`。
    %1 lie far from all other values there: if they are codes of missing values, declare them, `missing-codes: %2`. ⇒ %1远离该处其他取值：若为缺失值代码，请声明：`missing-codes: %2`。
    [data.outlying-value]
    %1 {lies|lie} further from the other values there than these spread, many times: check the data for slips. ⇒ %1与该处其他取值的距离是后者散布范围的许多倍：请检查数据是否有笔误。
    [data.dates]
    %1 of %2 {looks|look} like dates (%3), and {is|are} read as decimal numbers, in which 24.12 is next to 24.11 and 2.01 far from 31.12. If they are dates, count days instead. ⇒ %2的%1看来是日期（%3），却按小数读入，其中24.12紧邻24.11而2.01远离31.12。若为日期，请改为天数。
    %1 {looks|look} like dates (%3), and {is|are} read as decimal numbers, in which 24.12 is next to 24.11 and 2.01 far from 31.12. If they are dates, count days instead. ⇒ %1看来是日期（%3），却按小数读入，其中24.12紧邻24.11而2.01远离31.12。若为日期，请改为天数。
    [data.group-missing]
    %1 without a value of %2 {is|are} not used. ⇒ 没有%2取值的%1未使用。
    [data.empty-cases]
    %1 without any value of the model's variables {is|are} not used. ⇒ 模型变量全部缺失的%1未使用。
    [data.exogenous-missing]
    %1 without a value of an exogenous variable {is|are} not used: its moments are fixed (fiml.x or fixed-x false keeps such rows). ⇒ 外生变量缺失的%1未使用：外生变量的矩是固定的（fiml.x或fixed-x false可保留这些行）。
    [data.pair-never-observed]
    No case has values of both %1. Their covariance is known only through the model; do not trust chi-square, its degrees of freedom and what derives from them. ⇒ 没有样本同时具有以下各对变量的取值：%1。其协方差只能由模型得知；不要相信χ²、自由度及由其得出的结果。
    No case in group %1 has values of both %2. Their covariance is known only through the model; do not trust chi-square, its degrees of freedom and what derives from them. ⇒ %1组没有样本同时具有以下各对变量的取值：%2。其协方差只能由模型得知；不要相信χ²、自由度及由其得出的结果。
    [data.repeated-rows]
    Every row of %1 occurs twice, as far as the model's variables tell: %3, #4 of them different. If copies were added by mistake, leave them out: they count as cases and make standard errors too small. ⇒ 就模型变量而言，%1的每一行都出现两次：共%3，其中%4行不同。若误加了副本，请删去：它们被计为样本，使标准误偏小。
    Every row of %1 occurs %2 or a multiple of that, as far as the model's variables tell: %3, #4 of them different. If copies were added by mistake, leave them out: they count as cases and make standard errors too small. ⇒ 就模型变量而言，%1的每一行都出现%2或其倍数：共%3，其中%4行不同。若误加了副本，请删去：它们被计为样本，使标准误偏小。
    Every row of %1 occurs %2, as far as the model's variables tell: %3, #4 of them different. If copies were added by mistake, leave them out: they count as cases and make standard errors too small. ⇒ 就模型变量而言，%1的每一行都出现%2：共%3，其中%4行不同。若误加了副本，请删去：它们被计为样本，使标准误偏小。
    Every row occurs %2, as far as the model's variables tell: %3, #4 of them different. If copies were added by mistake, leave them out: they count as cases and make standard errors too small. ⇒ 就模型变量而言，每一行都出现%2：共%3，其中%4行不同。若误加了副本，请删去：它们被计为样本，使标准误偏小。
    [data.similar-groups]
    Groups of %1 differ by case or blanks only: %2. If they are one group, write them alike. ⇒ %1的组名只有大小写或空格之差：%2。若为同一组，请统一写法。
    [data.summary-row]
    %1 has 0 in every variable, as the sums of those above are, and is counted as a case: delete it if it sums up those above. ⇒ %1的各变量均为0，与其上各行之和相同，被计为一个样本：若为合计行，请删除。
    %1 has the label '%2' and is counted as a case: delete it if it sums up those above. ⇒ %1带有标签'%2'，被计为一个样本：若为合计行，请删除。
    [ordered.empty-cells]
    Tables of ordered variables have empty cells: %1, and of #2 more pairs. Correlations of the responses behind them are uncertain. ⇒ 有序变量的列联表有空单元格：%1，另有%2对。其潜在反应的相关不确定。
    Tables of ordered variables have empty cells: %1. Correlations of the responses behind them are uncertain. ⇒ 有序变量的列联表有空单元格：%1。其潜在反应的相关不确定。
    Tables have empty cells: %1, and those of #2 more pairs. Their correlations are uncertain. ⇒ 列联表有空单元格：%1，另有%2对。其相关不确定。
    Tables have empty cells in group %3: %1, and those of #2 more pairs. Their correlations are uncertain. ⇒ %3组的列联表有空单元格：%1，另有%2对。其相关不确定。
    Tables have empty cells: %1. Their correlations are uncertain. ⇒ 列联表有空单元格：%1。其相关不确定。
    Tables have empty cells in group %3: %1. Their correlations are uncertain. ⇒ %3组的列联表有空单元格：%1。其相关不确定。
    [ordered.not-positive-definite]
    The correlations are not positive definite: the smallest eigenvalue is %1. They are shown as they are estimated, pair by pair. ⇒ 相关矩阵非正定：最小特征值为%1。列出的是逐对估计的结果。
    The correlations in group %2 are not positive definite: the smallest eigenvalue is %1. They are shown as they are estimated, pair by pair. ⇒ %2组的相关矩阵非正定：最小特征值为%1。列出的是逐对估计的结果。
    """#
}
