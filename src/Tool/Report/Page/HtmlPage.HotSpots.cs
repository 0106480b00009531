using System.Globalization;
using static ProdGap.Tool.Output.Words;

namespace ProdGap.Tool.Report.Page;

/// <content>The map of the folders, and its table.</content>
internal static partial class HtmlPage
{
    private const int MapWidth = 960;
    private const int MapHeight = 360;

    /// <summary>A folder with hardly any lines still has a box that can be seen.</summary>
    private const double SmallestShare = 0.001;

    /// <summary>What a letter of a label takes, and what stands around it, in pixels.</summary>
    private const double Letter = 7.2;
    private const double Padding = 12;
    private const double LabelHeight = 22;

    /// <summary>The widths of the map from which labels are shown, the narrowest first.</summary>
    private static readonly int[] Widths = [280, 640, 1000];

    private static readonly string[] Densities = ["none", "below 1", "1 to below 3", "3 to below 10", "10 and more"];

    private static void WriteHotSpots(Markup page, ReportModel model)
    {
        page.Add($"<section id=\"hot\" aria-labelledby=\"hot-title\">\n<h2 id=\"hot-title\">Hot spots</h2>\n");
        if (model.HotSpots.IsEmpty)
        {
            page.Add($"<p>No source.</p>\n</section>\n");
            return;
        }

        page.Add($"<p>Each box is a folder, as large as its code. Its shade says how many blocking findings stand in a thousand lines.</p>\n");
        WriteMap(page, model);
        page.Add($"<ul class=\"legend map\" aria-label=\"Blocking findings in a thousand lines\">\n");
        for (var i = 0; i < Densities.Length; i++)
        {
            page.Add($"<li><svg class=\"key\" width=\"24\" height=\"16\" aria-hidden=\"true\"><rect class=\"d{i}\" x=\"0.5\" y=\"0.5\" width=\"23\" height=\"15\"/><rect class=\"over{i}\" x=\"0.5\" y=\"0.5\" width=\"23\" height=\"15\"/></svg> {Densities[i]}</li>\n");
        }

        page.Add($"""
            </ul>
            <details class="table"><summary>The same as a table</summary>
            <table class="spots">
            <caption class="vh">Folders with their findings</caption>
            <thead><tr><th scope="col">Folder</th><th scope="col" class="n">Files</th><th scope="col" class="n">Lines</th><th scope="col" class="n">Open</th><th scope="col" class="n">Block</th><th scope="col" class="n">Block in 1,000 lines</th></tr></thead>
            <tbody>

            """);
        foreach (var spot in model.HotSpots)
        {
            page.Add($"<tr><th scope=\"row\">{NameOf(spot)}</th><td class=\"n\" data-of=\"files\">{spot.Files}</td><td class=\"n\" data-of=\"lines\">{spot.Lines}</td><td class=\"n\" data-of=\"open\">{spot.Open}</td><td class=\"n\" data-of=\"block\">{spot.Blocks}</td><td class=\"n\" data-of=\"per 1,000\">{DensityOf(spot)}</td></tr>\n");
        }

        page.Add($"</tbody>\n</table>\n</details>\n</section>\n");
    }

    private static void WriteMap(Markup page, ReportModel model)
    {
        var total = Math.Max(1.0, model.HotSpots.Sum(static spot => spot.Lines));
        var ordered = model.HotSpots.Select(spot => (Spot: spot, Area: Math.Max(spot.Lines, total * SmallestShare))).OrderByDescending(static entry => entry.Area).ThenBy(static entry => entry.Spot.Folder, StringComparer.Ordinal).ToList();
        var boxes = Treemap.Layout([.. ordered.Select(static entry => entry.Area)], MapWidth, MapHeight);
        page.Add($"<svg class=\"treemap\" width=\"100%\" height=\"{MapHeight}\" role=\"img\" aria-labelledby=\"map-title map-text\">\n<title id=\"map-title\">Map of {Counted(model.HotSpots.Sum(static spot => spot.Folders), "folder")}</title>\n<desc id=\"map-text\">{Said(model)}</desc>\n");
        for (var i = 0; i < boxes.Length; i++)
        {
            var (spot, box) = (ordered[i].Spot, boxes[i]);
            var density = ClassOf(spot);
            page.Add($"<svg x=\"{Whole * box.X / MapWidth}%\" y=\"{Whole * box.Y / MapHeight}%\" width=\"{Whole * box.Width / MapWidth}%\" height=\"{Whole * box.Height / MapHeight}%\"><title>{NameOf(spot)}: {Counted(spot.Lines, "line")}, {spot.Open} open, {spot.Blocks} block</title><rect class=\"d{density}\" width=\"100%\" height=\"100%\"/><rect class=\"over{density}\" width=\"100%\" height=\"100%\"/>{Label(spot, box)}</svg>\n");
        }

        page.Add($"</svg>\n");
    }

    /// <summary>A name that fits, from the narrowest map on in which it does; the last folder alone where the whole path does not.</summary>
    private static Markup Label(HotSpot spot, Box box)
    {
        var label = new Markup();
        if (box.Height < LabelHeight)
        {
            return label;
        }

        var name = NameOf(spot);
        var last = name[(name.LastIndexOf('/') + 1)..];
        for (var i = 0; i < Widths.Length; i++)
        {
            var room = (box.Width / MapWidth * Widths[i]) - Padding;
            if (last.Length * Letter <= room)
            {
                return label.Add($"<text class=\"at{i}\" x=\"6\" y=\"16\">{(name.Length * Letter <= room ? name : last)}</text>");
            }
        }

        return label;
    }

    private static string Said(ReportModel model)
    {
        var worst = model.HotSpots.Where(static spot => spot.Blocks > 0).OrderByDescending(static spot => spot.Density).ThenBy(static spot => spot.Folder, StringComparer.Ordinal).Take(3).ToList();
        return worst.Count == 0 ? "No blocking finding." : $"Most blocking findings by size: {string.Join("; ", worst.Select(static spot => $"{NameOf(spot)}, {Number(spot.Blocks)} in {Counted(spot.Lines, "line")}"))}.";
    }

    private static string NameOf(HotSpot spot) => spot.Folders > 1 ? $"{Number(spot.Folders)} more folders" : spot.Folder;

    private static string DensityOf(HotSpot spot) => spot.Lines == 0 ? "-" : spot.Density.ToString("0.0", CultureInfo.InvariantCulture);

    private static int ClassOf(HotSpot spot)
        => spot.Blocks == 0 ? 0
            : spot.Density switch
            {
                < 1 => 1,
                < 3 => 2,
                < 10 => 3,
                _ => 4,
            };
}
