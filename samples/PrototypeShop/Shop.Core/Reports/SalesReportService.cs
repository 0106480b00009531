using System.Text;

namespace PrototypeShop.Core.Reports;

public class SalesReportService(IRepository<Order> orders)
{
    public async Task<string> BuildDailyReportAsync(DateTime day)
    {
        var all = await orders.GetAllAsync();
        var paid = all.Where(o => o.CreatedAt.Date == day.Date && o.Status == OrderStatus.Paid).ToList();

        var report = new StringBuilder();
        report.AppendLine($"Sales of {day:yyyy-MM-dd}");
        report.AppendLine($"Orders: {paid.Count}, revenue: {paid.Sum(o => o.Total)}");
        return report.ToString();
    }

    public byte[] RenderPdf(string report)
    {
        // PDF rendering will be added later
        throw new NotImplementedException("PDF reports are not supported yet");
    }
}
