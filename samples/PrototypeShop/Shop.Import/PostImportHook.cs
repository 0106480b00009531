using System.Diagnostics;

namespace PrototypeShop.Import;

/// <summary>Runs a command after the import, for example to publish the catalog to the old shop.</summary>
public static class PostImportHook
{
    private const string OldShopConnection = "Server=oldshop-db;Database=catalog;User Id=importer;Password=Imp0rt#Quartz19";

    public static void Run(string command, string importedFile)
    {
        var start = new ProcessStartInfo("/bin/sh", $"-c \"{command} {importedFile}\"");
        start.Environment["OLD_SHOP_DB"] = OldShopConnection;
        using var process = Process.Start(start);
        process?.WaitForExit();
    }
}
