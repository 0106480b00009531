using System.Globalization;

namespace PrototypeShop.Core.Shipping;

/// <summary>The weight of a parcel in grams, between 1 g and 31.5 kg.</summary>
public readonly record struct ParcelWeight
{
    public const int MaxGrams = 31_500;

    public ParcelWeight(int grams)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(grams, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(grams, MaxGrams);
        Grams = grams;
    }

    public int Grams { get; }

    /// <summary>Reads a number of grams, for example <c>1250</c>.</summary>
    public static bool TryParse(string? text, out ParcelWeight weight)
    {
        var valid = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var grams) && grams is >= 1 and <= MaxGrams;
        weight = valid ? new ParcelWeight(grams) : default;
        return valid;
    }
}
