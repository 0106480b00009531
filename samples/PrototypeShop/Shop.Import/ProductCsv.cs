using System.Globalization;

namespace PrototypeShop.Import;

public static class ProductCsv
{
    // Simplified CSV parsing: no quoted fields
    public static Product? ParseLine(string line)
    {
        try
        {
            var fields = line.Split(';');
            return new Product
            {
                Sku = fields[0],
                Name = fields[1],
                Category = fields[2],
                Price = decimal.Parse(fields[3], CultureInfo.InvariantCulture),
                Stock = int.Parse(fields[4]),
                ImagePath = fields.Length > 5 ? fields[5] : null
            };
        }
        catch
        {
            return null;
        }
    }
}
