using System.Collections.Immutable;

namespace ProdGap.Tool.Report.Page;

/// <summary>A rectangle.</summary>
internal readonly record struct Box(double X, double Y, double Width, double Height);

/// <summary>
/// Lays areas out in a rectangle, as close to squares as a simple rule gets them: squarified treemaps, Bruls, Huizing and van Wijk, 2000.
/// </summary>
internal static class Treemap
{
    /// <summary>One box for each area, in the order of the areas; the largest should come first.</summary>
    public static ImmutableArray<Box> Layout(IReadOnlyList<double> areas, double width, double height)
    {
        var boxes = ImmutableArray.CreateBuilder<Box>(areas.Count);
        var total = areas.Sum();
        if (total <= 0)
        {
            return [];
        }

        var scale = width * height / total;
        var free = new Box(0, 0, width, height);
        for (var start = 0; start < areas.Count;)
        {
            var side = Math.Min(free.Width, free.Height);
            var (end, sum) = (start + 1, areas[start] * scale);
            while (end < areas.Count && Worst(areas, start, end + 1, sum + (areas[end] * scale), scale, side) <= Worst(areas, start, end, sum, scale, side))
            {
                sum += areas[end++] * scale;
            }

            free = Row(areas, start, end, sum, scale, free, boxes);
            start = end;
        }

        return boxes.ToImmutable();
    }

    /// <summary>How far the worst box of a row is from a square.</summary>
    private static double Worst(IReadOnlyList<double> areas, int start, int end, double sum, double scale, double side)
    {
        var worst = 0.0;
        for (var i = start; i < end; i++)
        {
            var area = areas[i] * scale;
            worst = Math.Max(worst, Math.Max(side * side * area / (sum * sum), sum * sum / (side * side * area)));
        }

        return worst;
    }

    /// <summary>Puts a row along the shorter side, and says what is left.</summary>
    private static Box Row(IReadOnlyList<double> areas, int start, int end, double sum, double scale, Box free, ImmutableArray<Box>.Builder boxes)
    {
        var isColumn = free.Width >= free.Height;
        var depth = sum / (isColumn ? free.Height : free.Width);
        var at = isColumn ? free.Y : free.X;
        for (var i = start; i < end; i++)
        {
            var length = areas[i] * scale / depth;
            boxes.Add(isColumn ? new(free.X, at, depth, length) : new(at, free.Y, length, depth));
            at += length;
        }

        return isColumn ? new(free.X + depth, free.Y, Math.Max(0, free.Width - depth), free.Height) : new(free.X, free.Y + depth, free.Width, Math.Max(0, free.Height - depth));
    }
}
