using System.Linq.Expressions;
using Microsoft.Extensions.Logging;

namespace PrototypeShop.Data;

public class EfRepository<T>(ShopDbContext db, ILogger<EfRepository<T>> logger) : IRepository<T> where T : class, IEntity
{
    public async Task<T?> GetByIdAsync(int id)
    {
        try
        {
            return await db.Set<T>().FirstOrDefaultAsync(e => e.Id == id);
        }
        catch (Exception ex)
        {
            logger.LogError(ex, "Error loading {Entity} {Id}", typeof(T).Name, id);
            return null;
        }
    }

    public async Task<List<T>> GetAllAsync() => await db.Set<T>().ToListAsync();

    public async Task<List<T>> FindAsync(Expression<Func<T, bool>> predicate)
    {
        return await db.Set<T>().Where(predicate).ToListAsync();
    }

    public async Task AddAsync(T entity)
    {
        db.Set<T>().Add(entity);
        await db.SaveChangesAsync();
    }

    public async Task UpdateAsync(T entity)
    {
        db.Set<T>().Update(entity);
        await db.SaveChangesAsync();
    }
}
